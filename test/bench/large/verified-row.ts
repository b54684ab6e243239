import { mebibytes, seconds } from '../measuring.js';
import { told } from '../row.js';
import type { Row } from '../row.js';
import type { Ran } from '../running/command.js';
import type { Subject } from '../subject.js';
import { count } from './ledgers.js';

export interface VerifiedWhole extends Ran {
  readonly events: number;
}

/** @param words of `edict verify`: what of it, and how */
export async function verified(
  subject: Subject,
  ...words: readonly string[]
): Promise<VerifiedWhole> {
  const events = await subject.head();
  return { events, ...(await subject.verify(...words)) };
}

export function verifiedRow(
  name: string,
  what: string,
  { events, ms, mostResident }: VerifiedWhole,
): Row {
  const perSecond = (events * 1_000) / ms;
  return told(
    name,
    `${what}: ${count(events)} events in ${seconds(ms)}, ${count(perSecond)}/s, ${mebibytes(mostResident)} at most`,
    { ms, events, perSecond, mostResident },
  );
}
