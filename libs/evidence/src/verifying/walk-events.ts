import { leafHash } from '#libs/merkle';
import { EVENT_BYTES_MAX } from '#libs/ledger/pure';
import type { RecordedEvent } from '#libs/ledger/pure';
import { ENTRY } from '../format/entry-names.js';
import { EventOrder } from './event-order.js';
import type { Findings } from './findings.js';
import { eventOfLeaf, NoLeaf } from './leaf.js';
import type { LeafPlaces } from './leaf-places.js';
import type { OpenedPack } from './opened-pack.js';

/** Looks at every event, in the order of their positions. */
export interface EventWatch {
  take(event: RecordedEvent): void | Promise<void>;
}

/**
 * Walks over the leaves of a pack, in constant memory, and returns how many there are.
 * @throws AlteredEntry, MalformedPack
 */
export async function walkEvents(
  pack: OpenedPack,
  places: LeafPlaces,
  watches: readonly EventWatch[],
  findings: Findings,
): Promise<number> {
  const isWholeLog = pack.manifest.question.company === undefined;
  const order = new EventOrder(findings, isWholeLog);
  let count = 0;
  try {
    for await (const line of pack.lines(ENTRY.events, EVENT_BYTES_MAX)) {
      count += 1;
      const event = eventOrFinding(line, count, findings);
      await places.take(leafHash(line), event?.position);
      if (event === undefined) continue;
      await order.take(event);
      for (const watch of watches) await watch.take(event);
    }
    await places.end();
    await order.end();
  } finally {
    await order.close();
  }
  return count;
}

/** The events of a pack whose leaves are known to be sound. */
export async function* eventsOf(pack: OpenedPack): AsyncGenerator<RecordedEvent, void> {
  for await (const line of pack.lines(ENTRY.events, EVENT_BYTES_MAX)) yield eventOfLeaf(line);
}

function eventOrFinding(
  line: Buffer,
  number: number,
  findings: Findings,
): RecordedEvent | undefined {
  try {
    return eventOfLeaf(line);
  } catch (error) {
    if (!(error instanceof NoLeaf)) throw error;
    findings.add('bytes', `Line ${number} of ${ENTRY.events} is no event: ${error.reason}.`);
    return undefined;
  }
}
