import { sql } from '#libs/database';
import {
  encodeEntryBundle,
  formatTlogProof,
  HASH_BYTES,
  hasTile,
  proveConsistency,
  proveInclusion,
  TILE_WIDTH,
  tilePath,
  verifyConsistency,
  verifyInclusion,
} from '#libs/merkle';
import type { Hash, Tile, TreeHead } from '#libs/merkle';
import type pg from 'pg';
import { Wakeups } from '../reading/wakeups.js';
import { checkpointOfSize, latestCheckpoint } from './checkpoint-row.js';
import type { CheckpointRow } from './checkpoint-row.js';
import { NotSigned, UnknownCheckpoint } from './errors.js';
import { LogFault } from './log-fault.js';
import { KeptTiles } from './kept-tiles.js';
import { storedTiles } from './read-tiles.js';

const ENTRIES = sql(import.meta.url, './entries.sql');
const LOG_STATE = sql(import.meta.url, './log-state.sql');
const SIGNING_KEYS = sql(import.meta.url, './signing-keys.sql');
const WANT_CHECKPOINT = sql(import.meta.url, './want-checkpoint.sql');

export interface LogKeys {
  readonly origin: string;
  /** Verifier keys, each with the size of the first checkpoint that it signed. */
  readonly keys: readonly { readonly key: string; readonly from: number }[];
}

export interface LogState {
  /** Events that the newest checkpoint covers; 0 where there is none. */
  readonly size: number;
  readonly signedAt: Date | null;
  /** Why nothing is signed at the moment, if something is wrong. */
  readonly refusal: string | null;
  /** When the first event that no checkpoint covers was recorded. */
  readonly uncoveredSince: Date | null;
}

export interface ConsistencyProof {
  readonly from: TreeHead;
  readonly to: TreeHead;
  readonly hashes: readonly Hash[];
}

/**
 * What the ledger shows of itself as a transparency log: all of it rests on checkpoints that were
 * signed, and whoever reads it verifies it with keys from elsewhere.
 */
export class LedgerLog {
  private readonly signed: Wakeups;
  private readonly kept: KeptTiles;

  constructor(private readonly pool: pg.Pool) {
    this.signed = new Wakeups(pool, 'checkpoint');
    this.kept = new KeptTiles(storedTiles(pool));
  }

  /** The newest checkpoint, absent while nothing was signed. */
  latest(): Promise<CheckpointRow | undefined> {
    return latestCheckpoint(this.pool);
  }

  /** For information: a key that comes with what it signed proves nothing. */
  async keys(): Promise<LogKeys | undefined> {
    const latest = await this.latest();
    if (latest === undefined) return undefined;
    const { origin } = latest;
    const { rows } = await this.pool.query<LogKeys['keys'][number]>(SIGNING_KEYS, [origin]);
    return { origin, keys: rows };
  }

  /** The contents of a tile or an entry bundle; absent where the newest checkpoint has it not. */
  async tile(tile: Tile): Promise<Buffer | undefined> {
    const latest = await this.latest();
    if (latest === undefined || !hasTile(latest.size, tile)) return undefined;
    return tile.level === 'entries' ? this.entries(tile) : this.hashes(tile);
  }

  private async hashes(tile: Tile): Promise<Buffer> {
    const [hashes] = await storedTiles(this.pool)([tile]);
    if (hashes?.length !== tile.width * HASH_BYTES) throw damaged(tile);
    return Buffer.from(hashes);
  }

  private async entries(tile: Tile): Promise<Buffer> {
    const values = [tile.index * TILE_WIDTH, tile.width];
    const { rows } = await this.pool.query<{ bytes: Buffer }>(ENTRIES, values);
    if (rows.length !== tile.width) throw damaged(tile);
    return encodeEntryBundle(rows.map(({ bytes }) => bytes));
  }

  /**
   * That the tree of one checkpoint begins with that of another; to the newest if not said.
   * @throws UnknownCheckpoint
   */
  async consistency(fromSize: number, toSize?: number): Promise<ConsistencyProof> {
    const to = await this.checkpoint(toSize);
    const from = await this.checkpoint(fromSize);
    if (from.size > to.size) throw new UnknownCheckpoint(from.size);
    const heads = { from: headOf(from), to: headOf(to) };
    const hashes = await this.kept.prove(
      to,
      (readNodes) => proveConsistency(from.size, to.size, readNodes),
      (proof) => {
        verifyConsistency(heads.from, heads.to, proof);
      },
    );
    return { ...heads, hashes };
  }

  /**
   * The C2SP tlog-proof of the event at a position, in the newest checkpoint or that of a size.
   * @throws UnknownCheckpoint, NotSigned
   */
  async proof(position: number, size?: number): Promise<string> {
    return this.proofIn(await this.checkpoint(size), position);
  }

  /**
   * As `proof`, of many events in the newest checkpoint.
   * @throws UnknownCheckpoint, NotSigned
   */
  async proofs(positions: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const checkpoint = await this.checkpoint(undefined);
    const proofs = new Map<number, string>();
    for (const position of positions) {
      proofs.set(position, await this.proofIn(checkpoint, position));
    }
    return proofs;
  }

  private async proofIn(checkpoint: CheckpointRow, position: number): Promise<string> {
    const { size, note } = checkpoint;
    if (position > size) throw new NotSigned(position, size);
    const index = position - 1;
    const hashes = await this.kept.prove(
      checkpoint,
      (readNodes) => proveInclusion(index, size, readNodes),
      async (proof, readNodes) => {
        const [leaf] = await readNodes([{ level: 0, index }]);
        if (leaf !== undefined) verifyInclusion(leaf, index, headOf(checkpoint), proof);
      },
    );
    return formatTlogProof({ index, hashes, checkpoint: note });
  }

  private async checkpoint(size: number | undefined): Promise<CheckpointRow> {
    const latest = await this.latest();
    if (latest === undefined) throw new UnknownCheckpoint(size);
    if (size === undefined || size === latest.size) return latest;
    const found = await checkpointOfSize(this.pool, latest.origin, size);
    if (found === undefined) throw new UnknownCheckpoint(size);
    return found;
  }

  state(): Promise<LogState> {
    return readState(this.pool);
  }

  /** Asks whoever signs for a checkpoint now. */
  async want(): Promise<void> {
    await this.pool.query(WANT_CHECKPOINT);
  }

  /** Whether a checkpoint covers the position in time, having asked for one. */
  async covers(position: number, timeoutMs: number): Promise<boolean> {
    const watch = this.signed.watch();
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      for (;;) {
        const latest = await this.latest();
        if (latest !== undefined && latest.size >= position) return true;
        if (signal.aborted) return false;
        await this.want();
        await watch.next(signal);
      }
    } finally {
      watch.close();
    }
  }

  close(): void {
    this.signed.stop();
  }
}

async function readState(pool: pg.Pool): Promise<LogState> {
  const { rows } = await pool.query<LogState>(LOG_STATE);
  const [state] = rows;
  if (state === undefined) throw new Error('The ledger has no checkpointer: is it migrated?');
  return state;
}

function headOf({ size, root }: CheckpointRow): TreeHead {
  return { size, root };
}

function damaged(tile: Tile): LogFault {
  return new LogFault('node', `What is stored of ${tilePath(tile)} is not whole.`);
}
