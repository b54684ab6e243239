import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LastSignedFile, signingFolder, verifyLedger } from '#libs/ledger';
import type { OlderNote, VerifiedLedger } from '#libs/ledger';
import { CannotRun } from '#libs/runtime';
import type pg from 'pg';
import type { Surroundings } from '../open-views.js';

/** What somebody wants the ledger to be held against. */
export interface AskedOfLedger {
  readonly keys: readonly string[];
  /** Files with a signed checkpoint, or folders of them. */
  readonly since: readonly string[];
  readonly isFull: boolean;
}

const NOTE_BYTES_MAX = 262_144;

/** Verifies the ledger against these, and against what the data directory remembers. */
export async function verifyStoredLedger(
  pool: pg.Pool,
  { keys, since, isFull }: AskedOfLedger,
  { config, progress }: Surroundings,
): Promise<VerifiedLedger> {
  const folder = signingFolder(config.dataDir);
  const notes = (await Promise.all(since.map(readNotes))).flat();
  const verified = await verifyLedger(pool, {
    keys,
    since: notes,
    isFull,
    lastSigned: new LastSignedFile(folder),
    lastVerified: new LastSignedFile(folder, 'last-verified'),
    onProgress: ({ done, total }) => {
      progress.show({ what: 'Hashing events', done, total });
    },
  });
  progress.end();
  return verified;
}

async function readNotes(path: string): Promise<readonly OlderNote[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new CannotRun(`There is no file ${path}.`);
  if (!found.isDirectory()) return [await readNote(path)];
  const names = (await readdir(path)).filter((name) => name.endsWith('.checkpoint')).sort();
  if (names.length === 0) throw new CannotRun(`The folder ${path} has no checkpoints.`);
  const notes: OlderNote[] = [];
  for (const name of names) notes.push(await readNote(join(path, name)));
  return notes;
}

async function readNote(path: string): Promise<OlderNote> {
  const { size } = await stat(path);
  if (size > NOTE_BYTES_MAX) throw new CannotRun(`The file ${path} is no checkpoint: too long.`);
  return { note: await readFile(path, 'utf8'), where: path };
}
