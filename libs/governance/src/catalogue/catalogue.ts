import * as algorithm from '../events/algorithm.js';
import * as algorithmLifecycle from '../events/algorithm-lifecycle.js';
import * as assessment from '../events/assessment.js';
import * as calendar from '../events/calendar.js';
import * as claim from '../events/claim.js';
import * as company from '../events/company.js';
import * as correction from '../events/correction.js';
import * as duty from '../events/duty.js';
import * as enforcement from '../events/enforcement.js';
import * as feature from '../events/feature.js';
import * as incident from '../events/incident.js';
import * as instrument from '../events/instrument.js';
import * as measure from '../events/measure.js';
import * as obligation from '../events/obligation.js';
import * as release from '../events/release.js';
import * as restriction from '../events/restriction.js';
import * as serviceFiling from '../events/service-filing.js';
import * as source from '../events/source.js';
import * as system from '../events/system.js';
import * as term from '../events/term.js';
import * as waiver from '../events/waiver.js';
import { STREAM_KINDS } from '../states/stream-kind.js';
import type { StreamKind } from '../states/stream-kind.js';
import type { EventType } from './event-type.js';

/** One file per family; a new type is listed in its family’s file and nowhere else. */
const FAMILIES = [
  company,
  system,
  release,
  feature,
  measure,
  assessment,
  serviceFiling,
  incident,
  claim,
  waiver,
  duty,
  algorithm,
  algorithmLifecycle,
  enforcement,
  restriction,
  instrument,
  obligation,
  calendar,
  source,
  term,
  correction,
];

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
