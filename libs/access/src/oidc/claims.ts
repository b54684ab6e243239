import type { Identity } from '../identity.js';
import { isRole } from '../roles.js';

export const ROLES_CLAIM = 'edict_roles';
export const COMPANIES_CLAIM = 'edict_companies';

/** At most 255 ASCII characters (OpenID Connect Core 1.0, 2); blanks would not stand in a log. */
const SUBJECT = /^[\x21-\x7e]{1,255}$/;
const COMPANY = /^[a-z0-9][a-z0-9.-]{0,99}$/;

/**
 * Who a verified token lets act; undefined where it does not say so in a way that can be read, for
 * a bound that is not understood must not be taken for none.
 */
export function identityIn(payload: Readonly<Record<string, unknown>>): Identity | undefined {
  const { sub } = payload;
  const roles = textsIn(payload[ROLES_CLAIM] ?? []);
  const given = payload[COMPANIES_CLAIM];
  const companies = given === undefined ? undefined : textsIn(given);
  if (typeof sub !== 'string' || !SUBJECT.test(sub) || roles === undefined) return undefined;
  const isUnread = given !== undefined && !companies?.every((id) => COMPANY.test(id));
  if (isUnread) return undefined;
  return { actor: `oidc:${sub}`, roles: roles.filter(isRole), ...(companies && { companies }) };
}

function textsIn(claim: unknown): readonly string[] | undefined {
  if (!Array.isArray(claim)) return undefined;
  const members: readonly unknown[] = claim;
  const texts = members.filter((member) => typeof member === 'string');
  return texts.length === members.length ? texts : undefined;
}
