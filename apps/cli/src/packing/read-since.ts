import { readFile, stat } from 'node:fs/promises';
import { inLedgerSnapshot, UnknownCheckpoint } from '#libs/ledger';
import { Malformed, NOTE_BYTES_MAX, parseCheckpoint, parseSignedNote } from '#libs/merkle';
import type { Checkpoint } from '#libs/merkle';
import { CannotRun } from '#libs/runtime';
import type pg from 'pg';

/** The ledger is not the one of which somebody kept a checkpoint. */
export interface Contradiction {
  readonly what: string;
  /** The notes that contradict each other. */
  readonly notes: readonly string[];
}

interface Kept {
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/**
 * The size of the checkpoint in a file, which this ledger has signed too.
 * @throws CannotRun for a file that has none, or one of another log or of no size that was signed
 */
export async function readSince(path: string, pool: pg.Pool): Promise<number | Contradiction> {
  const { note, checkpoint } = await readKept(path);
  const { origin, size, root } = checkpoint;
  const signed = await inLedgerSnapshot(pool, (snapshot) =>
    snapshot.checkpoint(origin, size),
  ).catch((error: unknown) => {
    if (!(error instanceof UnknownCheckpoint)) throw error;
    throw new CannotRun(
      `No checkpoint of ${origin} over ${size} events was signed here, as ${path} has it.`,
    );
  });
  if (signed.root.equals(root)) return size;
  const what = `Two checkpoints over ${size} events of ${origin} have different roots.`;
  return { what, notes: [note, signed.note] };
}

async function readKept(path: string): Promise<Kept> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new CannotRun(`There is no file ${path}.`);
  if (found.size > NOTE_BYTES_MAX) throw new CannotRun(`${path} is no checkpoint: too long.`);
  try {
    const note = await readFile(path, 'utf8');
    return { note, checkpoint: parseCheckpoint(parseSignedNote(note).text) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new CannotRun(`${path} is no checkpoint: ${error.message}`, { cause: error });
  }
}
