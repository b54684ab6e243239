import type { Register } from '#libs/compliance';
import type { JsonObject, RecordedEvent } from '#libs/ledger';
import type { KnownEvent, StreamKind } from '#libs/governance';
import {
  CATALOGUE,
  dataschemaOf,
  fold,
  knownSet,
  parseSubject,
  STREAM_KINDS,
} from '#libs/governance';

/** The times of examples; they follow what the examples of the catalogue tell. */
export const EXAMPLE_AS_OF = {
  validAt: '2026-12-31T15:59:59.999Z',
  knownAt: 'position:1234',
  position: 1234,
};

const RECORDED = '2026-11-24T03:00:00.000Z';

/** A row as the register gives it once the examples of all event types were recorded. */
export function rowExample(register: Register): object | undefined {
  return STREAM_KINDS.map((kind) => rowOf(register, kind)).find((row) => row !== undefined);
}

function rowOf(register: Register, kind: StreamKind): object | undefined {
  for (const [subject, events] of exampleStreams(kind)) {
    // The last events of a story may be its end; a reader learns more from before it.
    for (let count = events.length; count > 0; count -= 1) {
      const row = rowAfter(register.from[kind], kind, subject, events.slice(0, count));
      if (row !== undefined) return row;
    }
  }
  return undefined;
}

function rowAfter<Kind extends StreamKind>(
  source: Register['from'][Kind],
  kind: Kind,
  subject: string,
  events: readonly KnownEvent[],
): object | undefined {
  const { id } = parseSubject(subject) ?? { id: subject };
  const moment = { subject, id, instant: Date.parse(EXAMPLE_AS_OF.validAt) };
  return source?.rowsOf(fold(kind, events), moment)[0]?.row;
}

function exampleStreams(kind: StreamKind): ReadonlyMap<string, readonly KnownEvent[]> {
  const streams = new Map<string, KnownEvent[]>();
  for (const event of knownSet(exampleEvents())) {
    if (!event.subject.startsWith(`${kind}/`)) continue;
    streams.set(event.subject, [...(streams.get(event.subject) ?? []), event]);
  }
  return streams;
}

/** The examples of all event types, recorded one after another. */
export function exampleEvents(): readonly RecordedEvent[] {
  return [...CATALOGUE.values()].map(({ type, version, example }, index) => ({
    ...example,
    data: example.data as JsonObject,
    id: `example/${type}`,
    source: 'https://example.org/desk',
    type,
    dataschema: dataschemaOf(type, version),
    actor: 'key:admin',
    position: index + 1,
    sequence: index + 1,
    recordedtime: RECORDED,
  }));
}
