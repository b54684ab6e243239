import { inSnapshot, sql } from '#libs/database';
import { nodesFromTiles, proveConsistency, proveInclusion } from '#libs/merkle';
import type { Hash } from '#libs/merkle';
import type pg from 'pg';
import QueryStream from 'pg-query-stream';
import type { RecordedEvent } from '../event.js';
import { checkpointOfSize } from '../log/checkpoint-row.js';
import type { CheckpointRow } from '../log/checkpoint-row.js';
import { UnknownCheckpoint } from '../log/errors.js';
import { keptTiles, storedTiles } from '../log/read-tiles.js';
import { readNewest } from '../reading/newest.js';
import { recordedEvent } from '../recorded-event.js';

const LEAVES_OF_ALL = sql(import.meta.url, './leaves-of-all.sql');
const LEAVES_OF_STREAMS = sql(import.meta.url, './leaves-of-streams.sql');
const CHECKPOINT_COVERING = sql(import.meta.url, './checkpoint-covering.sql');

const LEAVES_AT_ONCE_MAX = 500;

/** An event as it was hashed. */
export interface LeafBytes {
  readonly position: number;
  readonly bytes: Buffer;
}

/** The ledger and what was signed of it, as both were at one moment. */
export class LedgerSnapshot {
  constructor(private readonly client: pg.ClientBase) {}

  /** The last event of a stream at or before a position. */
  newest(subject: string, upTo = Number.MAX_SAFE_INTEGER): Promise<RecordedEvent | undefined> {
    return readNewest(this.client, subject, upTo);
  }

  /** @param streams by default all; the leaves come in the order of their positions */
  async *leaves(upTo: number, streams?: readonly string[]): AsyncGenerator<LeafBytes, void> {
    const query =
      streams === undefined
        ? new QueryStream(LEAVES_OF_ALL, [upTo], { batchSize: LEAVES_AT_ONCE_MAX })
        : new QueryStream(LEAVES_OF_STREAMS, [upTo, streams], { batchSize: LEAVES_AT_ONCE_MAX });
    const rows: AsyncIterable<{ readonly position: string; readonly bytes: Buffer }> =
      this.client.query(query);
    for await (const { position, bytes } of rows) yield { position: Number(position), bytes };
  }

  async *events(upTo: number, streams?: readonly string[]): AsyncGenerator<RecordedEvent, void> {
    for await (const { bytes } of this.leaves(upTo, streams)) {
      yield recordedEvent(bytes.toString('utf8'));
    }
  }

  /** The first checkpoint of the log that covers so many events. What is signed later leaves it. */
  async covering(size: number): Promise<CheckpointRow | undefined> {
    const { rows } = await this.client.query<CheckpointRow>(CHECKPOINT_COVERING, [size]);
    return rows[0];
  }

  /** @throws UnknownCheckpoint where the log has none of this size */
  async checkpoint(origin: string, size: number): Promise<CheckpointRow> {
    const found = await checkpointOfSize(this.client, origin, size);
    if (found === undefined) throw new UnknownCheckpoint(size);
    return found;
  }

  /** That the tree of so many leaves has those at these positions, in their order. */
  async *inclusion(positions: readonly number[], size: number): AsyncGenerator<readonly Hash[]> {
    const readNodes = nodesFromTiles(size, keptTiles(storedTiles(this.client)));
    for (const position of positions) yield await proveInclusion(position - 1, size, readNodes);
  }

  /** That the tree of `to` leaves begins with that of `from`. */
  consistency(from: number, to: number): Promise<readonly Hash[]> {
    return proveConsistency(from, to, nodesFromTiles(to, storedTiles(this.client)));
  }
}

/** Reads the ledger as it is at one moment, in one transaction. */
export function inLedgerSnapshot<Result>(
  pool: pg.Pool,
  work: (snapshot: LedgerSnapshot, client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return inSnapshot(pool, (client) => work(new LedgerSnapshot(client), client));
}
