import { createHash } from 'node:crypto';
import { canonicalBytes } from '#libs/ledger';
import type { JsonValue } from '#libs/ledger';

const DIGEST_LENGTH = 32;

/** A short name for what is said: equal facts give equal digests. */
export function digestOf(facts: JsonValue): string {
  return createHash('sha256').update(canonicalBytes(facts)).digest('hex').slice(0, DIGEST_LENGTH);
}
