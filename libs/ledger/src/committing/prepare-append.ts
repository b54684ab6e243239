import type { AppendRequest, ProposedEvent } from '../append.js';
import { BatchTooLarge } from '../errors.js';
import { BATCH_CONDITIONS_MAX, BATCH_EVENTS_MAX } from '../limits.js';
import type { PreparedAppend } from './judge.js';
import { prepareEvent } from './leaf.js';
import type { PreparedEvent } from './leaf.js';

/** @throws BatchTooLarge, EventTooLarge, NotCanonical */
export function prepareAppend(request: AppendRequest): PreparedAppend {
  const { proposals } = request;
  if (proposals.length < 1) throw new BatchTooLarge('proposals', 0, BATCH_EVENTS_MAX);
  checkCount('proposals', proposals, BATCH_EVENTS_MAX);
  checkCount('guards', request.guards, BATCH_CONDITIONS_MAX);
  checkCount('claims', request.claims, BATCH_CONDITIONS_MAX);
  checkCount('releases', request.releases, BATCH_CONDITIONS_MAX);
  const events = proposals.map((proposed, index) => ({
    ...prepared(proposed, index),
    personal: proposed.personal ?? [],
  }));
  return { request, events, bytesMax: events.reduce((sum, { bytesMax }) => sum + bytesMax, 0) };
}

/** Writing an event out is most of what an append costs this process: once is enough. */
function prepared(
  { event, expectedVersion, prepared: before }: ProposedEvent,
  index: number,
): PreparedEvent {
  const isOfThis = before?.event === event && before.expectedVersion === expectedVersion;
  return isOfThis ? before : prepareEvent(event, expectedVersion, index);
}

function checkCount(
  part: BatchTooLarge['part'],
  given: readonly unknown[] | undefined,
  countMax: number,
): void {
  if (given !== undefined && given.length > countMax) {
    throw new BatchTooLarge(part, given.length, countMax);
  }
}
