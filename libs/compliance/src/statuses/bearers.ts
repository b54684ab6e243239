import { sql } from '#libs/database';
import type { RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import type { StoredBearer } from './bearer.js';
import { sourcesOf } from './history-sources.js';

const BEARERS_OF_STREAMS = sql(import.meta.url, './bearers-of-streams.sql');
const BEARERS_BEHIND = sql(import.meta.url, './bearers-behind.sql');
const INSERT_SOURCES = sql(import.meta.url, './insert-sources.sql');
const MOVE_BEARERS = sql(import.meta.url, './move-bearers.sql');

interface BearerRow {
  readonly subject: string;
  readonly company: string | null;
  readonly projected_to: number | null;
  readonly streams: readonly string[];
}

/** A subject with the company that it belongs to by now. */
export interface TakenBearer {
  readonly subject: string;
  readonly company: string;
}

/** Notes which streams belong to whose history from now on. */
export async function noteSources(
  transaction: pg.PoolClient,
  events: readonly RecordedEvent[],
): Promise<void> {
  const named = events.flatMap(sourcesOf);
  const sources = [...new Map(named.map((one) => [`${one.subject} ${one.stream}`, one])).values()];
  if (sources.length === 0) return;
  await transaction.query(INSERT_SOURCES, [
    sources.map(({ subject }) => subject),
    sources.map(({ stream }) => stream),
  ]);
}

/** The subjects whose histories some streams may belong to. */
export async function bearersOf(
  transaction: pg.PoolClient,
  streams: readonly string[],
): Promise<readonly StoredBearer[]> {
  const { rows } = await transaction.query<BearerRow>(BEARERS_OF_STREAMS, [streams]);
  return rows.map(storedBearer);
}

/** Some of the subjects that have not yet taken the last rule change. */
export async function bearersBehind(
  transaction: pg.PoolClient,
  projection: string,
  sizeMax: number,
): Promise<readonly StoredBearer[]> {
  const { rows } = await transaction.query<BearerRow>(BEARERS_BEHIND, [projection, sizeMax]);
  return rows.map(storedBearer);
}

export async function moveBearers(
  transaction: pg.PoolClient,
  bearers: readonly TakenBearer[],
  position: number,
): Promise<void> {
  await transaction.query(MOVE_BEARERS, [
    bearers.map(({ subject }) => subject),
    bearers.map(({ company }) => company),
    bearers.map(() => position),
  ]);
}

function storedBearer({ subject, company, projected_to: at, streams }: BearerRow): StoredBearer {
  return {
    subject,
    streams,
    ...(company === null ? {} : { company }),
    ...(at === null ? {} : { projectedTo: at }),
  };
}
