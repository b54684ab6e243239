import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { Grants, KEYS_MAX, problemsOf } from '#libs/access';
import type { KeyGrant, NewKey } from '#libs/access';
import type { Shape } from '../answers/shape.js';
import { Problem } from '../problems/problem.js';
import type { KeyRequest } from './key-bodies.js';

/** Makes a key, which is shown once. */
export class CreateKey extends Command<NewKey> {
  constructor(
    readonly request: Shape<KeyRequest>,
    readonly actor: string,
  ) {
    super();
  }
}

@CommandHandler(CreateKey)
export class CreateKeyHandler implements ICommandHandler<CreateKey> {
  constructor(private readonly grants: Grants) {}

  async execute({ request, actor }: CreateKey): Promise<NewKey> {
    const grant = grantOf(request);
    check(grant);
    const key = await this.grants.give(grant, actor);
    if (key !== undefined) return key;
    throw new Problem('too-many-keys', `There are ${KEYS_MAX} keys; revoke one that nobody uses.`);
  }
}

function grantOf({ name, roles, companies, period, ...life }: Shape<KeyRequest>): KeyGrant {
  const from = period?.from;
  const to = period?.to;
  const bounds = { ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) };
  return {
    name,
    roles,
    ...(companies && { companies }),
    ...(period && Object.keys(bounds).length > 0 ? { period: bounds } : {}),
    ...(life.usableFrom && { usableFrom: new Date(life.usableFrom) }),
    ...(life.expiresAt && { expiresAt: new Date(life.expiresAt) }),
  };
}

function check(grant: KeyGrant): void {
  const problems = problemsOf(grant, new Date());
  if (problems.length === 0) return;
  const errors = problems.map(({ field, message }) => ({
    pointer: `/${field}`,
    code: 'invalid-value',
    message: `${field} ${message}.`,
  }));
  throw new Problem('invalid-body', errors.map(({ message }) => message).join(' '), { errors });
}
