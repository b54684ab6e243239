import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoldOptions } from '#libs/compliance';
import { verifyHeads } from '#libs/evidence';
import type { VerifiedHeads } from '#libs/evidence';
import { LastSignedFile, signingFolder, verifyLedger } from '#libs/ledger';
import type { OlderNote, VerifiedLedger } from '#libs/ledger';
import { CannotRun } from '#libs/runtime';
import type { Surroundings } from '../open-views.js';

/** What somebody wants the ledger to be held against. */
export interface AskedOfLedger {
  readonly keys: readonly string[];
  /** Files with a signed checkpoint, or folders of them. */
  readonly since: readonly string[];
  readonly isFull: boolean;
}

const NOTE_BYTES_MAX = 262_144;

/** What is wrong with the ledger, and with what it says of how many events each company has. */
export interface VerifiedStored {
  readonly ledger: VerifiedLedger;
  /** Absent where the ledger has faults: counting damaged events shows nothing more. */
  readonly heads?: VerifiedHeads;
}

/**
 * Verifies the ledger against these, and against what the data directory remembers. How far it was
 * verified is remembered only where nothing at all is wrong.
 */
export async function verifyStoredLedger(
  { pool, ledger }: Pick<FoldOptions, 'pool' | 'ledger'>,
  { keys, since, isFull }: AskedOfLedger,
  { config, progress }: Surroundings,
): Promise<VerifiedStored> {
  const folder = signingFolder(config.dataDir);
  const lastVerified = new LastSignedFile(folder, 'last-verified');
  let newest: string | undefined;
  const verified = await verifyLedger(pool, {
    keys,
    since: (await Promise.all(since.map(readNotes))).flat(),
    isFull,
    lastSigned: new LastSignedFile(folder),
    lastVerified: {
      read: () => lastVerified.read(),
      write: (note) => {
        newest = note;
        return Promise.resolve();
      },
    },
    onProgress: ({ done, total }) => {
      progress.show({ what: 'Hashing events', done, total });
    },
  });
  progress.end();
  if (verified.faultCount > 0) return { ledger: verified };
  const heads = await verifyHeads(ledger, {
    after: verified.verifiedBefore,
    upTo: verified.events,
    onProgress: ({ done, total }) => {
      progress.show({ what: 'Counting events', done, total });
    },
  });
  progress.end();
  if (heads.faults.length === 0 && newest !== undefined) await lastVerified.write(newest);
  return { ledger: verified, heads };
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
