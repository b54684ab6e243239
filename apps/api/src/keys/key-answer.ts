import type { Period, StoredKey } from '#libs/access';
import type { Shape } from '../answers/shape.js';
import type { KeyAnswer, KeyPeriod } from './key-bodies.js';

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

export function periodOf({ from, to }: Period): Shape<KeyPeriod> {
  return { ...(from && { from: from.toISOString() }), ...(to && { to: to.toISOString() }) };
}
