import { sql } from '#libs/database';
import type pg from 'pg';
import { ANSWER_TIMEOUT_MS } from '../limits.js';
import { recordedEvent } from '../recorded-event.js';
import type { PreparedAppend } from './judge.js';
import { idKey } from './known.js';
import type { KnownEvent, LedgerState } from './known.js';
import { timed } from './timed.js';

const READ_GROUP = sql(import.meta.url, './read-group.sql');

interface Row {
  readonly position: number;
  readonly recordedtime: string;
  /** JSON texts of pairs, null where nothing was found. */
  readonly events: string | null;
  readonly sequences: string | null;
  readonly holders: string | null;
}

/** What the ledger holds of all that the group asks about; sent behind the head lock. */
export async function readState(
  client: pg.PoolClient,
  group: readonly PreparedAppend[],
  lockTimeoutMs: number,
): Promise<LedgerState> {
  const query = { name: 'ledger-read-group', text: READ_GROUP, values: questions(group) };
  const { rows } = await client.query<Row>(timed(query, lockTimeoutMs + ANSWER_TIMEOUT_MS));
  const [row] = rows;
  if (row === undefined) throw new Error('The ledger has no head: is the database migrated?');
  return {
    position: row.position,
    recordedtime: row.recordedtime,
    events: new Map(pairs<string>(row.events).map(knownEvent)),
    sequences: new Map(pairs<number>(row.sequences)),
    holders: new Map(pairs<string>(row.holders)),
  };
}

function questions(group: readonly PreparedAppend[]): string[][] {
  const events = group.flatMap(({ events }) => events.map(({ event }) => event));
  const subjects = new Set(events.map(({ subject }) => subject));
  const names = new Set<string>();
  for (const { request } of group) {
    for (const { subject } of request.guards ?? []) subjects.add(subject);
    for (const { name } of request.claims ?? []) names.add(name);
    for (const { name } of request.releases ?? []) names.add(name);
  }
  return [
    events.map(({ source }) => source),
    events.map(({ id }) => id),
    [...subjects],
    [...names],
  ];
}

function pairs<Value>(text: string | null): [string, Value][] {
  return text === null ? [] : (JSON.parse(text) as [string, Value][]);
}

function knownEvent([leafHash, text]: [string, string]): [string, KnownEvent] {
  const event = recordedEvent(text);
  const { source, id, subject, position, sequence, recordedtime } = event;
  const receipt = {
    source,
    id,
    subject,
    position,
    sequence,
    recordedtime,
    leafHash,
    duplicate: true,
  };
  return [idKey(source, id), { event, receipt }];
}
