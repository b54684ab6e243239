import { createHash } from 'node:crypto';
import { CompanyCounts } from '#libs/governance';
import { recordedEvent } from '#libs/ledger/pure';
import type { RecordedEvent } from '#libs/ledger/pure';
import { proveConsistency, proveInclusion, signCheckpoint } from '#libs/merkle';
import type { SignerKey } from '#libs/merkle';
import { StoredTree } from '../../libs/merkle/src/testing/stored-tree.js';
import { foldCompany } from '../../libs/evidence/src/contents/company-fold.js';
import { packContents } from '../../libs/evidence/src/contents/pack-contents.js';
import { ENTRY, paperEntry } from '../../libs/evidence/src/format/entry-names.js';
import type { PackQuestion } from '../../libs/evidence/src/format/manifest.js';
import { entryOf } from '../../libs/evidence/src/format/pack-entry.js';
import type { PackEntry } from '../../libs/evidence/src/format/pack-entry.js';
import {
  formatConsistency,
  formatHeads,
  formatInclusion,
} from '../../libs/evidence/src/format/proofs.js';
import { packBytes } from '../../libs/evidence/src/format/write-pack.js';
import { HeadsTree } from '../../libs/evidence/src/heads/heads-tree.js';
import { headsIn } from '../../libs/evidence/src/heads/log-heads.js';

/** All that whoever has the ledger and its key can put into a pack, true or not. */
export interface Forgery {
  /** The ledger: every leaf from the first on. */
  readonly leaves: readonly Buffer[];
  readonly keys: readonly SignerKey[];
  readonly origin: string;
  readonly question: PackQuestion;
  /** By default the tree of the leaves at that size, signed anew. */
  readonly sinceNote?: string;
  /** Events that are left out together with their proofs, though the question asks for them. */
  readonly leftOut?: (event: RecordedEvent) => boolean;
  /** What the pack tells is told of these events in place of its own. */
  readonly toldOf?: (event: RecordedEvent) => RecordedEvent;
  readonly papers?: readonly Buffer[];
  readonly personal?: readonly object[];
}

const SHARED = /^(?:instruments|calendars|terms|sources|log)\//;

/**
 * A pack in which everything fits together, as far as the keys and the leaves allow. It shares its
 * formats with the project, and nothing with what reads a database.
 */
export async function forgePack(forgery: Forgery): Promise<Buffer> {
  const { leaves, question } = forgery;
  const { company, position } = question;
  const tree = new StoredTree(leaves);
  // Of the whole log nothing is told, so that its leaves need not be events.
  const all = company === undefined ? [] : leaves.map((leaf) => recordedEvent(String(leaf)));
  const own = new Set(countsUpTo(all, position).streamsOf(company ?? ''));
  const picked = all.filter(
    (event) =>
      event.position <= position &&
      (own.has(event.subject) || SHARED.test(event.subject)) &&
      forgery.leftOut?.(event) !== true,
  );
  const carried =
    company === undefined ? leaves : picked.map(({ position: at }) => leaves[at - 1] ?? '');
  const papers = (forgery.papers ?? []).map((paper) => [sha256(paper), paper] as const);
  const heads = await headsOf(all, company, position);
  const told = forgery.toldOf === undefined ? picked : picked.map(forgery.toldOf);
  const fold = company === undefined ? undefined : await foldCompany(company, position, () => told);
  const around = {
    checkpoint: { origin: forgery.origin, size: leaves.length },
    ...(heads && { completeTo: heads.upTo }),
    papers: new Set(papers.map(([name]) => name)),
  };
  const contents = await packContents(question, around, fold);
  const text = (name: string): readonly PackEntry[] =>
    contents.texts
      .filter((one) => one.name === name)
      .map(({ pieces }) => entryOf(name, [...pieces()].join('')));
  const personal = forgery.personal ?? [];
  const entries: readonly PackEntry[] = [
    ...text(ENTRY.readme),
    entryOf(ENTRY.verifier, 'the verifier, which nothing vouches for\n'),
    entryOf(ENTRY.checkpoint, noteOver(forgery, leaves.length)),
    ...(await sinceEntries(forgery, tree)),
    entryOf(ENTRY.events, carried.map((leaf) => `${String(leaf)}\n`).join('')),
    ...(company === undefined ? [] : [await proofsOf(picked, tree, leaves.length)]),
    ...(heads === undefined ? [] : [entryOf(ENTRY.heads, formatHeads(heads))]),
    ...[ENTRY.stateStart, ENTRY.stateEnd, ENTRY.changes, ENTRY.why, ENTRY.gaps].flatMap(text),
    ...(company === undefined ? [] : [entryOf(ENTRY.accessLog, 'at,actor,path\r\n')]),
    ...papers
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, paper]) => entryOf(paperEntry(name), paper)),
    ...(personal.length === 0
      ? []
      : [entryOf(ENTRY.personal, personal.map((line) => `${JSON.stringify(line)}\n`).join(''))]),
  ];
  return whole(
    packBytes(entries, {
      generator: 'edict 0.1.0',
      question,
      covered: leaves.length,
      counts: {
        events: carried.length,
        papers: papers.length,
        ...(personal.length > 0 && { personal: personal.length }),
        ...contents.counts,
        ...(company !== undefined && { reads: 0 }),
      },
    }),
  );
}

function noteOver({ leaves, keys, origin }: Forgery, size: number): string {
  const root = new StoredTree(leaves.slice(0, size)).root;
  return signCheckpoint({ origin, size, root }, keys);
}

async function sinceEntries(forgery: Forgery, tree: StoredTree): Promise<readonly PackEntry[]> {
  const { leaves, question, sinceNote } = forgery;
  const { since } = question;
  if (since === undefined) return [];
  const hashes = await proveConsistency(since, leaves.length, tree.readNodes);
  return [
    entryOf(ENTRY.checkpointSince, sinceNote ?? noteOver(forgery, since)),
    entryOf(ENTRY.consistency, formatConsistency({ from: since, to: leaves.length, hashes })),
  ];
}

async function proofsOf(
  events: readonly RecordedEvent[],
  tree: StoredTree,
  size: number,
): Promise<PackEntry> {
  const lines: string[] = [];
  for (const { position } of events) {
    const index = position - 1;
    const hashes = await proveInclusion(index, size, tree.readNodes);
    lines.push(`${formatInclusion({ index, hashes }).toString('utf8')}\n`);
  }
  return entryOf(ENTRY.proofs, lines.join(''));
}

async function headsOf(
  events: readonly RecordedEvent[],
  company: string | undefined,
  position: number,
) {
  const event = events.findLast((one) => one.position <= position && headsIn(one) !== undefined);
  const upTo = event && headsIn(event)?.upTo;
  if (company === undefined || event === undefined || upTo === undefined) return undefined;
  const tree = new HeadsTree(countsUpTo(events, upTo).all());
  const proof = await tree.prove(company);
  return proof && { position: event.position, upTo, company, size: tree.size, ...proof };
}

function countsUpTo(events: readonly RecordedEvent[], upTo: number): CompanyCounts {
  const counts = new CompanyCounts();
  for (const event of events) if (event.position <= upTo) counts.take(event);
  return counts;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
