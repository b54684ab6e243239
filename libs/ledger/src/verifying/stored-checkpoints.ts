import { sql } from '#libs/database';
import type { VerifiedCheckpoint, VerifierKey } from '#libs/merkle';
import type pg from 'pg';
import { CHECKPOINTS_PAGE_MAX } from '../limits.js';
import { ownCheckpoint } from '../log/checkpoint-row.js';
import type { CheckpointRow } from '../log/checkpoint-row.js';
import { LogFault } from '../log/log-fault.js';
import type { LogOrigins } from '../log/log-origins.js';
import type { RetiredKeys } from '../log/retired-keys.js';

const CHECKPOINTS_AFTER = sql(import.meta.url, './checkpoints-after.sql');

interface ChainedRow extends CheckpointRow {
  readonly id: number;
  readonly previous: number | null;
}

/** Which signatures hold, and for how many events. */
export interface Signers {
  readonly keys: readonly VerifierKey[];
  /** What those of them stand for that were rotated out. */
  readonly retired: RetiredKeys;
  /** Under which names the log was signed, one after another. */
  readonly origins: LogOrigins;
}

/**
 * The stored checkpoints over more than `size` leaves, or all where none is given, in the order in
 * which they were signed, which is that of their sizes. Those whose signature or columns are wrong
 * are faults, and passed over.
 */
export async function* storedCheckpoints(
  client: pg.ClientBase,
  size: number | undefined,
  signers: Signers,
  onFault: (fault: LogFault) => void,
): AsyncGenerator<VerifiedCheckpoint, void> {
  let last: ChainedRow | undefined;
  for (;;) {
    const values = [last?.id ?? 0, size ?? -1, CHECKPOINTS_PAGE_MAX];
    const { rows } = await client.query<ChainedRow>(CHECKPOINTS_AFTER, values);
    for (const row of rows) {
      const fault = chainFault(last, row, size);
      if (fault) onFault(fault);
      const opened = openedRow(row, signers, onFault);
      if (opened !== undefined && opened.size >= (last?.size ?? 0)) yield opened;
      last = row;
    }
    if (rows.length < CHECKPOINTS_PAGE_MAX) return;
  }
}

function openedRow(
  row: CheckpointRow,
  { keys, retired, origins }: Signers,
  onFault: (fault: LogFault) => void,
): VerifiedCheckpoint | undefined {
  try {
    const opened = ownCheckpoint(row.note, row.origin, keys, `Checkpoint ${row.size}`);
    if (!(opened.size === row.size && opened.root.equals(row.root))) {
      const detail = `The columns of checkpoint ${row.size} are not its note's.`;
      throw new LogFault('checkpoint', detail, { notes: [row.note] });
    }
    if (!retired.accept(opened)) throw signedByRetired(opened, retired, 'of the database');
    if (origins.fateOf(opened).fate !== 'here') throw outOfPlace(opened);
    return opened;
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
    onFault(error);
    return undefined;
  }
}

/** Signed with a key that should be destroyed by then. */
export function signedByRetired(
  { size, signedBy, note }: VerifiedCheckpoint,
  retired: RetiredKeys,
  where: string,
): LogFault {
  const keys = signedBy.map((key) => {
    return `${key.name}+${key.keyId}, which was rotated out and stands for ${retired.sizeMax(key)}`;
  });
  const detail = `A checkpoint over ${size} events (${where}) is signed by none but ${keys.join(', ')}.`;
  return new LogFault('checkpoint', detail, { notes: [note] });
}

function outOfPlace({ origin, size, note }: VerifiedCheckpoint): LogFault {
  const detail = `Checkpoint ${size} is of the log ${origin}, which did not cover so many events.`;
  return new LogFault('checkpoint', detail, { notes: [note] });
}

/** Each says which other one it follows, so that one that was taken out leaves a gap. */
function chainFault(
  last: ChainedRow | undefined,
  row: ChainedRow,
  size: number | undefined,
): LogFault | undefined {
  // Nothing is known here of the one that an earlier run has verified.
  if (last === undefined && size !== undefined) return undefined;
  const follows = row.origin === last?.origin ? last.size : null;
  if (row.previous === follows && row.size >= (last?.size ?? 0)) return undefined;
  const named =
    row.previous === null ? 'none' : `checkpoint ${row.previous}, which is not the one before it`;
  const detail = `Checkpoint ${row.size} follows ${named}.`;
  return new LogFault('checkpoint', detail, { notes: [row.note] });
}
