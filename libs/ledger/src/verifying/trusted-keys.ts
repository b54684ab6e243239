import { Malformed, parseVerifierKey } from '#libs/merkle';
import type { VerifierKey } from '#libs/merkle';
import { CannotRun } from '#libs/runtime';
import { sql } from '#libs/database';
import type pg from 'pg';

const KNOWN_KEYS = sql(import.meta.url, './known-keys.sql');

/** Which keys signatures are checked against. */
export interface TrustedKeys {
  /** `self-attested`: the keys stand beside what they signed, and vouch for nothing but themselves. */
  readonly trust: 'given' | 'self-attested';
  readonly keys: readonly VerifierKey[];
}

/** A key in the arguments is none. */
export class UnusableKey extends CannotRun {}

/**
 * The keys given, as text; or, where none is, all that the database says to have been used.
 * @throws UnusableKey
 */
export async function trustedKeys(
  given: readonly string[],
  client: pg.ClientBase,
): Promise<TrustedKeys> {
  if (given.length > 0) return { trust: 'given', keys: given.map(parsed) };
  const { rows } = await client.query<{ key: string }>(KNOWN_KEYS);
  return { trust: 'self-attested', keys: rows.flatMap(({ key }) => readable(key)) };
}

function parsed(text: string): VerifierKey {
  try {
    return parseVerifierKey(text.trim());
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause;
    throw new UnusableKey(`The key ${JSON.stringify(text)} cannot be used: ${cause.message}`);
  }
}

/** What is broken signs nothing: the checkpoints that it should have signed show it. */
function readable(text: string): readonly VerifierKey[] {
  try {
    return [parseVerifierKey(text)];
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause;
    return [];
  }
}
