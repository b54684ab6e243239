import type { NewEvent, RecordedEvent } from '#libs/ledger/pure';
import { HASH_BYTES } from '#libs/merkle';
import type { Hash } from '#libs/merkle';

/** Only Edict itself writes to the streams below `log/`. */
export const HEADS_STREAM = 'log/heads';
const HEADS_TYPE = 'log.heads';

/** How many events each company has, committed to by the root over all of them. */
export interface LogHeads {
  /** The events up to this position are counted. */
  readonly upTo: number;
  /** Companies that have any. */
  readonly companies: number;
  readonly root: Hash;
  /** Events in the streams that concern every company. */
  readonly forAll: number;
}

export function logHeads({ upTo, companies, root, forAll }: LogHeads, time: string): NewEvent {
  return {
    source: 'urn:edict:log',
    id: `heads/${upTo}`,
    type: HEADS_TYPE,
    subject: HEADS_STREAM,
    time,
    dataschema: 'urn:edict:event:log.heads:1',
    data: { upTo, companies, root: root.toString('base64'), forAll },
    actor: 'edict',
  };
}

/** What a recorded event commits to; nothing where it says no such thing. */
export function headsIn({ type, subject, data, position }: RecordedEvent): LogHeads | undefined {
  const { upTo, companies, root, forAll } = data;
  if (type !== HEADS_TYPE || subject !== HEADS_STREAM) return undefined;
  if (!isCount(upTo) || !isCount(companies) || !isCount(forAll)) return undefined;
  if (typeof root !== 'string') return undefined;
  const hash = Buffer.from(root, 'base64');
  const isHash = hash.length === HASH_BYTES && hash.toString('base64') === root;
  return isHash && upTo < position ? { upTo, companies, root: hash, forAll } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
