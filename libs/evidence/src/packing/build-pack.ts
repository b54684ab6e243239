import type { PersonalKey } from '#libs/personal';
import type pg from 'pg';
import { NotSigned } from '#libs/ledger';
import type { CheckpointRow, LedgerSnapshot } from '#libs/ledger';
import { packContents } from '../contents/pack-contents.js';
import type { PackEntry } from '../format/pack-entry.js';
import type { AboutPack } from '../format/write-pack.js';
import { checkpointEntries } from './checkpoint-entries.js';
import { companyParts } from './company-parts.js';
import { eventsEntry } from './event-entries.js';
import type { PackProgress, PackRequest } from './pack-request.js';
import { personalEntry } from './personal-entry.js';
import { textEntries } from './text-entries.js';
import { verifierEntry } from './verifier-entry.js';

/** All that a pack is made of, ready to be written. */
export interface BuiltPack {
  readonly about: AboutPack;
  readonly entries: readonly PackEntry[];
}

/** Where a pack is made. */
export interface Workshop {
  readonly snapshot: LedgerSnapshot;
  readonly client: pg.ClientBase;
  /** An empty folder for what need not fit into memory. */
  readonly folder: string;
  /** Opens the personal values that events commit to. */
  readonly personalKey: PersonalKey;
  /** What the manifest names as the maker. */
  readonly generator: string;
  readonly onProgress: (progress: PackProgress) => void;
}

/**
 * Makes all parts of a pack from one state of the database.
 * @throws NotSigned where no checkpoint covers the position; UnknownCheckpoint for an earlier one
 * that was never signed; CompanyNotInPack
 */
export async function buildPack(request: PackRequest, workshop: Workshop): Promise<BuiltPack> {
  const { company, position, since = 0 } = request;
  const checkpoint = await workshop.snapshot.covering(Math.max(position, since));
  if (checkpoint === undefined) throw new NotSigned(position, 0);
  return company === undefined
    ? buildWhole(request, checkpoint, workshop)
    : buildCompany({ ...request, company }, checkpoint, workshop);
}

/** The root that was signed can only be computed anew from everything that it covers. */
async function buildWhole(
  request: PackRequest,
  checkpoint: CheckpointRow,
  workshop: Workshop,
): Promise<BuiltPack> {
  const { snapshot, client, folder, personalKey, generator, onProgress } = workshop;
  const question = { ...request, position: checkpoint.size };
  const { texts } = await packContents(question, { checkpoint, papers: new Set() }, undefined);
  const leaves = snapshot.leaves(checkpoint.size);
  const events = await eventsEntry(leaves, checkpoint.size, folder, onProgress);
  const personal = await personalEntry(events.personal, personalKey, client, folder);
  return {
    about: {
      generator,
      question,
      covered: checkpoint.size,
      counts: {
        events: checkpoint.size,
        papers: 0,
        ...(personal && { personal: personal.count }),
      },
    },
    entries: [
      ...(await textEntries(texts, folder)),
      await verifierEntry(),
      ...(await checkpointEntries(snapshot, checkpoint, request.since)),
      events.entry,
      ...(personal ? [personal.entry] : []),
    ],
  };
}

async function buildCompany(
  request: PackRequest & { readonly company: string },
  checkpoint: CheckpointRow,
  workshop: Workshop,
): Promise<BuiltPack> {
  const { snapshot, generator } = workshop;
  const parts = await companyParts(request, checkpoint, workshop);
  return {
    about: { generator, question: request, covered: checkpoint.size, counts: parts.counts },
    entries: [
      parts.readme,
      await verifierEntry(),
      ...(await checkpointEntries(snapshot, checkpoint, request.since)),
      ...parts.entries,
    ],
  };
}
