import { addAbortSignal } from 'node:stream';
import type { Readable } from 'node:stream';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import QueryStream from 'pg-query-stream';
import { isNarrowed } from '../reach/narrowing.js';
import { ReachPool } from '../reach/reach-pool.js';
import { sql } from '../sql.js';
import { inlined } from './inlined.js';
import type { Statement } from './statement.js';

const PREPARE_STREAMING = sql(import.meta.url, './prepare-streaming.sql');

/** How long a statement whose rows are streamed may run; whoever reads them sets the pace. */
export const STREAM_TIMEOUT_MS = 6 * 60 * 60 * 1_000;
/** What the server may take for a sort or a join before it goes to the disk. */
const SORTED_IN_MEMORY = '64MB';
/** Rows that are held at once. */
const ROWS_AT_ONCE = 500;

/** The rows of one statement, as they are at its start, in constant memory. */
export function streamRows<Row extends object>(
  pool: pg.Pool,
  { text, values }: Statement,
  signal?: AbortSignal,
): AsyncGenerator<Row, void, undefined> {
  const open = () =>
    new QueryStream(narrowedFor(pool, text), [...values], { batchSize: ROWS_AT_ONCE });
  return streamed<Row>(pool, open, signal);
}

/**
 * The rows of one statement as PostgreSQL writes CSV itself: without header, LF after each, no
 * difference between nothing and what is not known but the quotes around nothing.
 */
export function copyRows(
  pool: pg.Pool,
  { text, values }: Statement,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const open = () => {
    const statement = inlined({ text: narrowedFor(pool, text), values });
    return copyTo(`copy (${statement}) to stdout (format csv)`);
  };
  return streamed<Buffer>(pool, open, signal);
}

/** Before values stand in it, for what they say is nobody's statement. */
function narrowedFor(pool: pg.Pool, text: string): string {
  return pool instanceof ReachPool ? pool.narrowed(text) : text;
}

async function* streamed<Part>(
  pool: pg.Pool,
  open: () => Readable & pg.Submittable,
  signal: AbortSignal | undefined,
): AsyncGenerator<Part, void, undefined> {
  signal?.throwIfAborted();
  const client = await pool.connect();
  let isWhole = false;
  const ignored = (): void => undefined;
  client.on('error', ignored);
  try {
    await client.query('begin read only');
    await client.query(PREPARE_STREAMING, [String(STREAM_TIMEOUT_MS), SORTED_IN_MEMORY]);
    const stream = client.query(isNarrowed(open()));
    yield* (signal === undefined ? stream : addAbortSignal(signal, stream)) as AsyncIterable<Part>;
    await client.query('commit');
    isWhole = true;
  } finally {
    client.off('error', ignored);
    // A statement that nobody reads to its end would keep its connection: both are given up.
    client.release(!isWhole);
  }
}
