import type { Identity, Period, StoredKey } from '#libs/access';
import type { Shape } from '../answers/shape.js';
import type { KeyAnswer, KeyPeriod, MeAnswer } from './key-bodies.js';

export function answerOf(key: StoredKey): Shape<KeyAnswer> {
  const { period, usableFrom, expiresAt, createdAt, lastUsedAt, ...plain } = key;
  return {
    ...plain,
    ...(period && { period: periodOf(period) }),
    ...(usableFrom && { usableFrom: usableFrom.toISOString() }),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    createdAt: createdAt.toISOString(),
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
  };
}

/** Who acts, and what the credential lets them do. */
export function meAnswer({ actor, roles, companies, period }: Identity): Shape<MeAnswer> {
  return {
    actor,
    roles,
    ...(companies && { companies }),
    ...(period && { period: periodOf(period) }),
  };
}

function periodOf({ from, to }: Period): Shape<KeyPeriod> {
  return { ...(from && { from: from.toISOString() }), ...(to && { to: to.toISOString() }) };
}
