import type { RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import type { PersonalKey } from '../keys/personal-key.js';
import { commitmentsIn } from './commitments-in.js';
import { openValues } from './opened-value.js';

/** A line of `personal.ndjson`: what `verifyCommitment` needs besides the leaf. */
export interface PersonalLine {
  /** Of the event. */
  readonly position: number;
  /** JSON pointer into its data; the name that the commitment is over. */
  readonly field: string;
  /** 32 bytes in base64url. */
  readonly salt: string;
  readonly value: string;
}

/**
 * The personal values of some events, by position and field; those that were erased are absent.
 * @param client inside the snapshot that the events were read from
 */
export async function personalLines(
  events: readonly Pick<RecordedEvent, 'data'>[],
  key: PersonalKey,
  client: pg.Pool | pg.ClientBase,
): Promise<readonly PersonalLine[]> {
  const commitments = events.flatMap(({ data }) => [...commitmentsIn(data)]);
  const opened = await openValues(commitments, key, client);
  return [...opened.values()]
    .map(({ position, field, salt, value }) => ({
      position,
      field,
      salt: salt.toString('base64url'),
      value,
    }))
    .sort((one, other) => one.position - other.position || compared(one.field, other.field));
}

function compared(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
