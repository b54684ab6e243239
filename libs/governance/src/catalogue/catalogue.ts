import * as company from '../events/company.js';
import * as correction from '../events/correction.js';
import * as feature from '../events/feature.js';
import * as system from '../events/system.js';
import { STREAM_KINDS } from '../states/stream-kind.js';
import type { StreamKind } from '../states/stream-kind.js';
import type { EventType } from './event-type.js';

const FAMILIES = [company, system, feature, correction];

/** Every type of event that clients may record, by its name. */
export const CATALOGUE: ReadonlyMap<string, EventType> = new Map(
  FAMILIES.flatMap((family) => family.EVENT_TYPES).map((type) => [type.type, type]),
);

/** The kinds of stream that a type may stand on; corrections and retractions stand on any. */
export function streamKindsOf(eventType: EventType): readonly StreamKind[] {
  const kinds = STREAM_KINDS.filter((kind) => eventType.evolve[kind] !== undefined);
  return kinds.length === 0 ? STREAM_KINDS : kinds;
}

export function typesOf(kind: StreamKind): readonly EventType[] {
  return [...CATALOGUE.values()].filter((type) => streamKindsOf(type).includes(kind));
}
