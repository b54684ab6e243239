import { sql } from '#libs/database';
import type pg from 'pg';
import type { Receipt, Verdict } from '../append.js';
import { ANSWER_TIMEOUT_MS } from '../limits.js';
import { failureOf } from '../failure.js';
import type { ForeseenGroup, Foresight } from './foresight.js';
import { begin, commit, CommitUnknown, settle } from './head-transaction.js';
import { timed } from './timed.js';

const INSERT_FORESEEN = sql(import.meta.url, './insert-foreseen.sql');
const RECORDED_BETWEEN = sql(import.meta.url, './recorded-between.sql');
const HASH_DIGITS = 64;

interface Inserted {
  readonly recordedtime: string;
  /** One after another, as their events. */
  readonly leafHashes: string;
}

interface RecordedRow {
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly sequence: number;
  readonly recordedtime: string;
  readonly leafHash: string;
}

/**
 * Carries a group in one round trip: nothing is read, for PostgreSQL writes it only if the ledger
 * ends where it was foreseen to, and finishes the bytes of each event itself. Undefined, and nothing
 * written, where it does not, or where an event was recorded before.
 * @throws CommitUnknown
 */
export async function carryForeseen(
  client: pg.PoolClient,
  group: ForeseenGroup,
  foresight: Foresight,
  lockTimeoutMs: number,
): Promise<readonly Verdict[] | undefined> {
  const begun = begin(client, lockTimeoutMs);
  const inserting = insertForeseen(client, group, lockTimeoutMs);
  try {
    await settle([begun, inserting, commit(client)], (other) => findForeseen(other, group));
  } catch (error) {
    if (error instanceof CommitUnknown || failureOf(error) !== 'statement') throw error;
    // Such as an id that is known already: whoever reads the group finds out.
    foresight.doubt();
    return undefined;
  }
  const [inserted] = (await inserting).rows;
  if (inserted === undefined) {
    foresight.forget();
    return undefined;
  }
  const { recordedtime, leafHashes } = inserted;
  foresight.fulfilled(group, recordedtime);
  return verdictsOf(group, (index) => ({
    recordedtime,
    leafHash: leafHashes.slice(index * HASH_DIGITS, (index + 1) * HASH_DIGITS),
  }));
}

function insertForeseen(
  client: pg.PoolClient,
  { position, recordedtime, appends }: ForeseenGroup,
  lockTimeoutMs: number,
): Promise<pg.QueryResult<Inserted>> {
  const events = appends.flat();
  const prepared = events.map((event) => event.prepared);
  let firstByte = 1;
  const firstBytes = prepared.map(({ bytesBefore, bytesAfter }) => {
    const bytes = bytesBefore + bytesAfter;
    return (firstByte += bytes) - bytes;
  });
  const query = {
    name: 'ledger-insert-foreseen',
    text: INSERT_FORESEEN,
    values: [
      position,
      recordedtime,
      Buffer.from(prepared.map((one) => one.beforePosition + one.afterSequence).join('')),
      firstBytes,
      prepared.map(({ bytesBefore }) => bytesBefore),
      prepared.map(({ bytesAfter }) => bytesAfter),
      events.map(({ sequence }) => sequence),
      prepared.map(({ timeMs }) => new Date(timeMs).toISOString()),
      prepared.map(({ event }) => event.source),
      prepared.map(({ event }) => event.id),
      prepared.map(({ event }) => event.type),
      prepared.map(({ event }) => event.subject),
      prepared.map(({ event }) => event.actor),
    ],
  };
  return client.query<Inserted>(timed(query, lockTimeoutMs + ANSWER_TIMEOUT_MS));
}

/** `stored` tells what the place in the ledger, counted from the group's first event, says. */
function verdictsOf(
  { position, appends }: ForeseenGroup,
  stored: (index: number) => Pick<Receipt, 'recordedtime' | 'leafHash'>,
): readonly Verdict[] {
  let index = -1;
  return appends.map((events) => ({
    outcome: 'recorded',
    receipts: events.map(({ prepared: { event }, sequence }): Receipt => {
      index += 1;
      const { source, id, subject } = event;
      const place = { position: position + index + 1, sequence };
      return { source, id, subject, ...place, ...stored(index), duplicate: false };
    }),
  }));
}

/** An id is recorded once: where all of the group stand in its places, it is the group. */
async function findForeseen(
  client: pg.PoolClient,
  group: ForeseenGroup,
): Promise<readonly Verdict[] | undefined> {
  const events = group.appends.flat();
  const values = [group.position, group.position + events.length];
  const query = timed({ text: RECORDED_BETWEEN, values });
  const { rows } = await client.query<RecordedRow>(query);
  const isRecorded = events.every(({ prepared: { event }, sequence }, index) => {
    const row = rows[index];
    return (
      row?.source === event.source &&
      row.id === event.id &&
      row.subject === event.subject &&
      row.sequence === sequence
    );
  });
  if (!isRecorded) return undefined;
  return verdictsOf(group, (index) => {
    const { recordedtime = '', leafHash = '' } = rows[index] ?? {};
    return { recordedtime, leafHash };
  });
}
