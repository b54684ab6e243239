import type { LeafBytes, LedgerSnapshot } from '#libs/ledger';
import { recordedEvent } from '#libs/ledger/pure';
import { ENTRY } from '../format/entry-names.js';
import { spooledEntry } from '../format/pack-entry.js';
import type { PackEntry } from '../format/pack-entry.js';
import { formatInclusion } from '../format/proofs.js';
import type { PackProgress } from './pack-request.js';
import { PersonalCommitments } from './personal-entry.js';

/** Proofs are made in parts, so that the tiles that are kept for them stay few. */
const PROOFS_AT_ONCE_MAX = 1_000;

export interface EventsPacked {
  readonly entry: PackEntry;
  readonly positions: readonly number[];
  /** What they commit to. */
  readonly personal: PersonalCommitments;
}

/** The leaves as they were hashed, a line each: canonical JSON has no line feeds. */
export async function eventsEntry(
  leaves: AsyncIterable<LeafBytes>,
  total: number,
  folder: string,
  onProgress: (progress: PackProgress) => void,
): Promise<EventsPacked> {
  const positions: number[] = [];
  const personal = new PersonalCommitments();
  async function* lines(): AsyncGenerator<Uint8Array> {
    for await (const { position, bytes } of leaves) {
      positions.push(position);
      personal.take(recordedEvent(bytes.toString('utf8')));
      onProgress({ what: 'Packing events', done: positions.length, total });
      yield Buffer.concat([bytes, LINE_FEED]);
    }
  }
  const entry = await spooledEntry(ENTRY.events, lines(), folder);
  return { entry, positions, personal };
}

const LINE_FEED = Buffer.from('\n');

/** For each event, in the same order, that it stands in the checkpoint's tree. */
export function proofsEntry(
  snapshot: LedgerSnapshot,
  positions: readonly number[],
  size: number,
  folder: string,
): Promise<PackEntry> {
  return spooledEntry(ENTRY.proofs, proofLines(snapshot, positions, size), folder);
}

async function* proofLines(
  snapshot: LedgerSnapshot,
  positions: readonly number[],
  size: number,
): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < positions.length; start += PROOFS_AT_ONCE_MAX) {
    const part = positions.slice(start, start + PROOFS_AT_ONCE_MAX);
    let at = start;
    for await (const proof of snapshot.inclusion(part, size)) {
      const index = (positions[at] ?? 0) - 1;
      yield Buffer.concat([formatInclusion({ index, hashes: proof }), LINE_FEED]);
      at += 1;
    }
  }
}
