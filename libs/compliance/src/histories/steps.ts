import type { RecordedEvent } from '#libs/ledger/pure';
import type { Chronicle } from './chronicle.js';
import { isInWindow, type Stage, type Viewpoint, type Window } from './stage.js';
import type { SourcedSubject } from './standing.js';

/** One more event counts. */
export interface Step {
  readonly event: RecordedEvent;
  readonly stage: Stage;
}

/** What takes effect between two points of view, or was recorded between them, in record order. */
export function stepsBetween(
  chronicle: Chronicle,
  subject: SourcedSubject,
  obligations: ReadonlySet<string>,
  earlier: Viewpoint,
  later: Viewpoint,
): readonly Step[] {
  const { histories, rulebook } = chronicle;
  const rules = [...rulebook.histories].map(([stream, events]) => ({
    stream,
    events: events.filter((event) => mayConcern(event, obligations)),
  }));
  const own = subject.streams.map((stream) => ({ stream, events: histories.get(stream) ?? [] }));
  const window = windowBetween(earlier, later);
  return [
    ...(window ? takingEffect(chronicle, [...own, ...rules], window, earlier.knownAt) : []),
    ...recorded([...own, ...rules], earlier.knownAt, later.knownAt),
  ];
}

export function windowBetween(earlier: Viewpoint, later: Viewpoint): Window | undefined {
  const window = { from: earlier.validAt, to: later.validAt };
  return window.from < window.to ? window : undefined;
}

interface Stream {
  readonly stream: string;
  readonly events: readonly RecordedEvent[];
}

/** A year of a calendar counts as soon as it is known, whatever its valid time. */
function takingEffect(
  chronicle: Chronicle,
  streams: readonly Stream[],
  window: Window,
  position: number,
): readonly Step[] {
  const events = streams
    .filter(({ stream }) => !stream.startsWith('calendars/'))
    .flatMap(({ stream, events: own }) => {
      const known = chronicle.knownAt(stream, position);
      const within = new Set(
        known.filter((one) => isInWindow(one, window)).map((one) => one.position),
      );
      return own.filter((event) => within.has(event.position));
    });
  return inRecordOrder(events).map((event) => ({
    event,
    stage: { position, window: { ...window, upTo: event.position } },
  }));
}

function recorded(streams: readonly Stream[], after: number, upTo: number): readonly Step[] {
  const events = streams.flatMap(({ events: own }) =>
    own.filter(({ position }) => after < position && position <= upTo),
  );
  return inRecordOrder(events).map((event) => ({ event, stage: { position: event.position } }));
}

function inRecordOrder(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  return events.toSorted((one, other) => one.position - other.position);
}

/** An event that names another obligation changes none of these. */
function mayConcern({ data }: RecordedEvent, obligations: ReadonlySet<string>): boolean {
  const named = data['obligation'];
  return typeof named !== 'string' || obligations.has(named);
}
