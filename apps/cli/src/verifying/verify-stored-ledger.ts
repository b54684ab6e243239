import type { FoldOptions } from '#libs/compliance';
import { verifyHeads } from '#libs/evidence';
import type { VerifiedHeads } from '#libs/evidence';
import { readOlderNotes } from '#libs/evidence/pure';
import { LastSignedFile, signingFolder, verifyLedger } from '#libs/ledger';
import type { OlderNote, VerifiedLedger } from '#libs/ledger';
import type { Surroundings } from '../open-views.js';
import { usedRightly } from './used-rightly.js';

/** What somebody wants the ledger to be held against. */
export interface AskedOfLedger {
  readonly keys: readonly string[];
  /** Files with a signed checkpoint, or folders of them. */
  readonly since: readonly string[];
  readonly isFull: boolean;
}

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
    since: await notesIn(since),
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

async function notesIn(paths: readonly string[]): Promise<readonly OlderNote[]> {
  const notes = await usedRightly(readOlderNotes(paths));
  return notes.map(({ note, where }) => ({ note: Buffer.from(note).toString('utf8'), where }));
}
