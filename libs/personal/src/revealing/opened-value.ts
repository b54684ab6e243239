import { sql } from '#libs/database';
import type { PersonKey } from '#libs/ledger';
import { formatCommitment, parseCommitment, SALT_BYTES } from '#libs/merkle';
import type pg from 'pg';
import type { PersonalKey } from '../keys/personal-key.js';

const SEALED_VALUES = sql(import.meta.url, './sealed-values.sql');
const COMMITMENTS_MAX = 5_000;

/** A value that a leaf commits to, and the salt that shows it. */
export interface OpenedValue {
  /** As it stands in the leaf. */
  readonly commitment: string;
  /** Of the event. */
  readonly position: number;
  /** JSON pointer into its data. */
  readonly field: string;
  readonly salt: Buffer;
  readonly value: string;
}

interface Row extends PersonKey {
  readonly commitment: Buffer;
  readonly position: number;
  readonly field: string;
  readonly sealed: Buffer;
}

/** The values behind some commitments, by commitment; erased ones are absent. */
export async function openValues(
  commitments: Iterable<string>,
  key: PersonalKey,
  client: pg.Pool | pg.ClientBase,
): Promise<ReadonlyMap<string, OpenedValue>> {
  const asked = [...new Set(commitments)]
    .map(parseCommitment)
    .filter((commitment) => commitment !== undefined);
  const opened = new Map<string, OpenedValue>();
  for (let start = 0; start < asked.length; start += COMMITMENTS_MAX) {
    const part = asked.slice(start, start + COMMITMENTS_MAX);
    const { rows } = await client.query<Row>(SEALED_VALUES, [part]);
    for (const row of rows) {
      const value = openedValue(row, key);
      opened.set(value.commitment, value);
    }
  }
  return opened;
}

function openedValue(row: Row, key: PersonalKey): OpenedValue {
  const { commitment, position, field, sealed } = row;
  const bytes = key.open(row, sealed, commitment);
  return {
    commitment: formatCommitment(commitment),
    position,
    field,
    salt: bytes.subarray(0, SALT_BYTES),
    value: bytes.subarray(SALT_BYTES).toString('utf8'),
  };
}
