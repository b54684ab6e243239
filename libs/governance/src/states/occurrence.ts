import type { EventRef, KnownEvent } from '../catalogue/known-event.js';
import type { Payload, TimePrecision } from '../payload/payload.js';

/** When something happened in the world, and the events that say so. */
export interface Occurrence {
  /** Valid time verbatim, with the offset that it was reported with. */
  readonly time: string;
  /** The same in milliseconds since 1970. */
  readonly instant: number;
  /** Present where the source gives less than an instant. */
  readonly precision?: TimePrecision;
  readonly because: readonly EventRef[];
}

export function occurrenceOf(event: KnownEvent<Payload>): Occurrence {
  const { time, instant, because, data } = event;
  const precision = data.timePrecision;
  return { time, instant, because, ...(precision === undefined ? {} : { precision }) };
}

/** Replaces the first element that matches; the same list where none does. */
export function replaceWhere<Element>(
  list: readonly Element[],
  matches: (element: Element) => boolean,
  replacement: (element: Element) => Element,
): readonly Element[] {
  const index = list.findIndex(matches);
  const found = list[index];
  return found === undefined ? list : list.with(index, replacement(found));
}
