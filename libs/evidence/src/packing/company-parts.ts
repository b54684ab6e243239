import type { CheckpointRow } from '#libs/ledger';
import { papersHeld } from '#libs/recording';
import { foldCompany } from '../contents/company-fold.js';
import { packContents } from '../contents/pack-contents.js';
import { ENTRY } from '../format/entry-names.js';
import type { PackCounts } from '../format/manifest.js';
import { entryOf } from '../format/pack-entry.js';
import type { PackEntry } from '../format/pack-entry.js';
import { formatHeads } from '../format/proofs.js';
import { accessLogEntry } from './access-log-entry.js';
import type { Workshop } from './build-pack.js';
import { eventsEntry, proofsEntry } from './event-entries.js';
import type { PackRequest } from './pack-request.js';
import { paperEntries } from './paper-entries.js';
import { personalEntry } from './personal-entry.js';
import { scanLedger } from './scan-ledger.js';
import { textEntries } from './text-entries.js';

/** What a pack of one company has of its own. */
export interface CompanyParts {
  readonly readme: PackEntry;
  /** From the events on, in their order. */
  readonly entries: readonly PackEntry[];
  readonly counts: PackCounts;
}

/** @throws CompanyNotInPack */
export async function companyParts(
  request: PackRequest & { readonly company: string },
  checkpoint: CheckpointRow,
  { snapshot, client, folder, personalKey, onProgress }: Workshop,
): Promise<CompanyParts> {
  const { company, position, accessedUntil } = request;
  const scanned = await scanLedger(snapshot, company, position, onProgress);
  const { streams, events: total, head: heads } = scanned;
  const fold = await foldCompany(company, position, () => snapshot.events(position, streams));
  const papers = await papersHeld(client, fold.papers(), accessedUntil);
  const around = {
    checkpoint,
    papers: new Set(papers),
    ...(heads && { completeTo: heads.upTo }),
  };
  const contents = await packContents(request, around, fold);
  const [readme, ...views] = await textEntries(contents.texts, folder);
  if (readme === undefined) throw new Error('A pack without a README is none.');
  const leaves = snapshot.leaves(position, streams);
  const events = await eventsEntry(leaves, total, folder, onProgress);
  const personal = await personalEntry(events.personal, personalKey, client, folder);
  const reads = await accessLogEntry(client, company, accessedUntil, folder);
  return {
    readme,
    entries: [
      events.entry,
      await proofsEntry(snapshot, events.positions, checkpoint.size, folder),
      ...(heads ? [entryOf(ENTRY.heads, formatHeads(heads))] : []),
      ...views,
      reads.entry,
      ...(await paperEntries(client, papers, folder)),
      ...(personal ? [personal.entry] : []),
    ],
    counts: {
      events: events.positions.length,
      papers: papers.length,
      ...(personal && { personal: personal.count }),
      ...contents.counts,
      reads: reads.count,
    },
  };
}
