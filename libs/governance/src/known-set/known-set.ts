import type { EventRef, KnownEvent, LedgerEvent } from '../catalogue/known-event.js';
import { lift } from '../catalogue/lift.js';
import { instantOf } from '../time/timestamp.js';
import {
  amendmentOf,
  amendmentsByTarget,
  CORRECTED,
  isAmendment,
  keyOf,
  RETRACTED,
} from './corrections.js';

type Amendments = ReadonlyMap<string, readonly LedgerEvent[]>;
const NO_AMENDMENTS: Amendments = new Map();

/** What is now said instead of what an event first said. */
interface Reading {
  readonly time: string;
  readonly data: object;
  readonly dataschema: string;
  readonly because: readonly EventRef[];
}

/**
 * What is known of the world once position `upTo` was recorded: the events up to there, less those
 * retracted, each with its live corrections applied, ordered by valid time and then by the
 * original's position. Corrections and retractions are not members themselves.
 *
 * A correction stands on the stream of the event that it corrects, so the known set of some streams
 * is the known set of the ledger restricted to them.
 */
export function knownSet(events: readonly LedgerEvent[], upTo = Infinity): readonly KnownEvent[] {
  const visible = events.filter((event) => event.position <= upTo).sort(byPosition);
  const amendments = amendmentsByTarget(visible);
  return visible
    .filter((event) => !isAmendment(event) && isLive(event, amendments))
    .map((event) => known(event, amendments))
    .sort(byTimeThenPosition);
}

/**
 * What is known once one more event was recorded, after all that is known before. Nothing where that
 * event corrects or retracts another one, so that everything is to be read anew.
 */
export function knownWith(
  before: readonly KnownEvent[],
  added: LedgerEvent,
): readonly KnownEvent[] | undefined {
  if (isAmendment(added)) return undefined;
  const event = known(added, NO_AMENDMENTS);
  const place = before.findLastIndex((one) => byTimeThenPosition(one, event) < 0) + 1;
  return before.toSpliced(place, 0, event);
}

export function byTimeThenPosition(
  one: { readonly instant: number; readonly position: number },
  other: { readonly instant: number; readonly position: number },
): number {
  return one.instant - other.instant || one.position - other.position;
}

/** Whether no live retraction speaks about the event. Ends, for each looks at later positions only. */
function isLive(event: LedgerEvent, amendments: Amendments): boolean {
  return !amendmentsOf(event, RETRACTED, amendments).some((one) => isLive(one, amendments));
}

function amendmentsOf(
  event: LedgerEvent,
  type: string,
  amendments: Amendments,
): readonly LedgerEvent[] {
  if (amendments.size === 0) return [];
  const about = amendments.get(keyOf(event)) ?? [];
  return about.filter((one) => one.type === type && one.position > event.position);
}

/** Recorded events never change, so what most of them say is worked out once for each. */
const unamended = new WeakMap<LedgerEvent, KnownEvent>();

function known(event: LedgerEvent, amendments: Amendments): KnownEvent {
  if (amendments.size > 0 && amendments.has(keyOf(event))) return read(event, amendments);
  const before = unamended.get(event);
  if (before) return before;
  const now = read(event, amendments);
  unamended.set(event, now);
  return now;
}

function read(event: LedgerEvent, amendments: Amendments): KnownEvent {
  const { position, source, id, type, subject, recordedtime, actor } = event;
  const { time, data, dataschema, because } = reading(event, amendments);
  return {
    position,
    source,
    id,
    type,
    subject,
    time,
    instant: instantOf(time),
    recordedtime,
    actor,
    data: lift({ type, dataschema, data }),
    because: [...because].sort(byPosition),
  };
}

/** The event with every live correction applied, each of them read with its own corrections. */
function reading(event: LedgerEvent, amendments: Amendments): Reading {
  const { time, data, dataschema } = event;
  const original: Reading = { time, data, dataschema, because: [refOf(event)] };
  return amendmentsOf(event, CORRECTED, amendments)
    .filter((correction) => isLive(correction, amendments))
    .reduce((sofar, correction) => apply(sofar, correction, event, amendments), original);
}

function apply(
  sofar: Reading,
  correction: LedgerEvent,
  original: LedgerEvent,
  amendments: Amendments,
): Reading {
  const itself = reading(correction, amendments);
  const said = amendmentOf(itself.data);
  return {
    time: said?.time ?? sofar.time,
    data: said?.data ?? sofar.data,
    // Replacing data is written in the schema it names, else in that of the event it corrects.
    dataschema: said?.data ? (said.dataschema ?? original.dataschema) : sofar.dataschema,
    because: [...sofar.because, ...itself.because],
  };
}

export function refOf({ position, type, time, recordedtime }: LedgerEvent): EventRef {
  return { position, type, time, recordedtime };
}

function byPosition(
  one: { readonly position: number },
  other: { readonly position: number },
): number {
  return one.position - other.position;
}
