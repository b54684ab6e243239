import { byTimeThenPosition, instantOf, knownSet } from '#libs/governance';
import type { KnownEvent, LedgerEvent } from '#libs/governance';
import type { AsOf } from '../as-of.js';
import type { Fields } from '../registers/register.js';
import { AMENDMENT_TYPES } from './timeline-entry.js';
import type { AmendmentOfEntry, Reading, TimelineEntry } from './timeline-entry.js';

type Entry = Fields<TimelineEntry>;
type Amendment = Fields<AmendmentOfEntry>;

/** What an event said from one position of its stream on; nothing while it is retracted. */
interface Since {
  readonly amendment: LedgerEvent;
  readonly reading: KnownEvent | undefined;
}

/** The events of some streams in valid-time order, each with what changed what it says. */
export function timelineOf(
  histories: Iterable<readonly LedgerEvent[]>,
  { validAt }: AsOf,
): readonly Entry[] {
  const moment = Date.parse(validAt);
  const entries = [...histories].flatMap((history) => entriesOf(history, moment));
  return entries
    .map((entry) => ({ entry, instant: instantOf(entry.time), position: entry.position }))
    .sort(byTimeThenPosition)
    .map(({ entry }) => entry);
}

function entriesOf(history: readonly LedgerEvent[], moment: number): readonly Entry[] {
  const amendments = history.filter(isAmendment);
  const readings = amendments.map((amendment) => ({
    amendment,
    known: byPosition(knownSet(history, amendment.position)),
  }));
  const plain = history.filter((event) => !isAmendment(event));
  const original = byPosition(knownSet(plain));
  return plain.flatMap((event) => {
    const first = original.get(event.position);
    if (first === undefined) return [];
    const later = readings
      .filter(({ amendment }) => amendment.position > event.position)
      .map(({ amendment, known }) => ({ amendment, reading: known.get(event.position) }));
    return [entryOf(event, first, later, moment)];
  });
}

function entryOf(
  event: LedgerEvent,
  first: KnownEvent,
  later: readonly Since[],
  moment: number,
): Entry {
  const readings = [first, ...later.map(({ reading }) => reading)];
  const last = readings.findLast((reading) => reading !== undefined) ?? first;
  const { position, id, source, type, subject, recordedtime, actor } = event;
  return {
    position,
    id,
    source,
    type,
    subject,
    ...said(last),
    recordedtime,
    actor,
    corrected: last.because.length > 1,
    retracted: readings.at(-1) === undefined,
    announced: last.instant > moment,
    amendments: amendmentsOf(first, later),
  };
}

function amendmentsOf(first: KnownEvent, later: readonly Since[]): readonly Amendment[] {
  const amendments: Amendment[] = [];
  let before: KnownEvent | undefined = first;
  for (const { amendment, reading } of later) {
    if (!sameReading(before, reading)) amendments.push(amendmentOf(amendment, before, reading));
    before = reading;
  }
  return amendments;
}

function amendmentOf(
  { position, type, recordedtime, data }: LedgerEvent,
  before: KnownEvent | undefined,
  after: KnownEvent | undefined,
): Amendment {
  const reason = 'reason' in data && typeof data.reason === 'string' ? data.reason : '';
  return {
    position,
    type: AMENDMENT_TYPES.find((known) => known === type) ?? 'event.corrected',
    recordedtime,
    reason,
    ...(before && { before: said(before) }),
    ...(after && { after: said(after) }),
  };
}

/** Readings differ exactly where other corrections apply. */
function sameReading(one: KnownEvent | undefined, other: KnownEvent | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const [those, these] = [one.because, other.because];
  return (
    those.length === these.length &&
    those.every(({ position }, index) => position === these[index]?.position)
  );
}

function said({ time, data }: KnownEvent): Fields<Reading> {
  return { time, data: typeof data === 'object' && data !== null ? data : {} };
}

function isAmendment({ type }: LedgerEvent): boolean {
  return AMENDMENT_TYPES.some((amendment) => amendment === type);
}

function byPosition(events: readonly KnownEvent[]): ReadonlyMap<number, KnownEvent> {
  return new Map(events.map((event) => [event.position, event]));
}
