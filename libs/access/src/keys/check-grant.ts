import type { Role } from '../roles.js';
import type { KeyGrant } from './key-grant.js';

export const KEY_NAME_LENGTH_MAX = 200;
export const KEY_COMPANIES_MAX = 1_000;

/** What may be bounded to companies or to a period: those who only read. */
const BOUNDABLE: readonly Role[] = ['reader', 'auditor', 'exporter'];

/** One thing that is wrong with a grant. */
export interface GrantProblem {
  readonly field: keyof KeyGrant;
  readonly message: string;
}

/** What keeps a key with this grant from being made. */
export function problemsOf(grant: KeyGrant, now: Date): readonly GrantProblem[] {
  return [...problemsOfName(grant), ...problemsOfLife(grant, now), ...problemsOfBounds(grant)];
}

function* problemsOfName({ name }: KeyGrant) {
  if (name.trim() === '') yield wrong('name', 'must not be blank');
  if (name.length > KEY_NAME_LENGTH_MAX)
    yield wrong('name', `must have at most ${KEY_NAME_LENGTH_MAX} characters`);
}

function* problemsOfLife({ usableFrom, expiresAt }: KeyGrant, now: Date) {
  if (expiresAt === undefined) return;
  if (expiresAt <= now) yield wrong('expiresAt', 'must lie in the future');
  if (usableFrom && expiresAt <= usableFrom) yield wrong('expiresAt', 'must lie after usableFrom');
}

function* problemsOfBounds({ roles, companies, period }: KeyGrant) {
  const isBounded = companies !== undefined || period !== undefined;
  if (isBounded && roles.some((role) => !BOUNDABLE.includes(role)))
    yield wrong(
      'roles',
      `must be of ${BOUNDABLE.join(', ')} where companies or a period are named`,
    );
  if (companies && companies.length > KEY_COMPANIES_MAX)
    yield wrong('companies', `must have at most ${KEY_COMPANIES_MAX} members`);
  if (period?.from && period.to && period.to <= period.from)
    yield wrong('period', 'must end after it begins');
}

function wrong(field: keyof KeyGrant, message: string): GrantProblem {
  return { field, message };
}
