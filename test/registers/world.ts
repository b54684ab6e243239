import fc from 'fast-check';
import { CATALOGUE, streamKindsOf } from '#libs/governance';
import type { StreamKind } from '#libs/governance';
import type { JsonObject } from '#libs/ledger';
import { corrected, retracted } from './registers-fixture.js';
import type { Told } from './registers-fixture.js';

const DAY_MS = 86_400_000;
const START = Date.parse('2025-06-01T00:00:00Z');
/** Events of a world happen within so many days. */
export const DAYS = 600;

const OFFSETS = ['Z', '+08:00', '-05:00'] as const;
const STREAMS: Readonly<Record<string, readonly StreamKind[]>> = Object.fromEntries(
  [...CATALOGUE.values()]
    .filter(({ type }) => !type.startsWith('event.'))
    .map((type) => [type.type, streamKindsOf(type).filter((kind) => kind !== 'calendars')]),
);
const TYPES = Object.keys(STREAMS).filter((type) => (STREAMS[type]?.length ?? 0) > 0);
/** Suspensions come about only by several events of one feature; waivers show only while they run. */
const OFTEN = [
  'feature.suspended',
  'feature.suspended',
  'feature.resumed',
  'obligation.waived',
  'obligation.waived',
];

/** Fields that decide which thing an event speaks about have few values, so that events meet. */
const MEETING: Readonly<Record<string, readonly [string, string]>> = {
  feature: ['voice', 'video'],
  case: ['case-1', 'case-2'],
  incident: ['leak', 'outage'],
  claim: ['fast', 'first'],
  list: ['list-a', 'list-b'],
  effectiveFrom: ['2025-09-01', '2026-03-01'],
  until: ['2026-01-15', '2026-06-30T12:00:00+08:00'],
};

/** Something that happens, in words that do not depend on the run. */
interface Happening {
  readonly type: string;
  readonly stream: number;
  readonly choice: number;
  readonly offset: (typeof OFFSETS)[number];
}

const happening: fc.Arbitrary<Happening> = fc.record({
  type: fc.constantFrom(...TYPES, ...OFTEN),
  stream: fc.nat(1),
  choice: fc.nat(1),
  offset: fc.constantFrom(...OFFSETS),
});

/** Events of different valid times on a few streams; their ids and companies begin with the run. */
export function worlds(length: number): fc.Arbitrary<(run: string) => readonly Told[]> {
  const hours = fc.uniqueArray(fc.nat(DAYS * 24), { minLength: length, maxLength: length });
  const happenings = fc.array(happening, { minLength: length, maxLength: length });
  return fc
    .tuple(happenings, hours)
    .map(([what, when]) => (run: string) => [
      ...introductions(run),
      ...what.map((one, index) => told(run, one, index, when[index] ?? 0)),
    ]);
}

/** A correction of time or data, or a retraction, of the event of an index. */
export interface Amendment {
  readonly target: number;
  readonly kind: 'time' | 'data' | 'retraction';
  readonly hour: number;
}

export function amendments(count: number, events: number): fc.Arbitrary<readonly Amendment[]> {
  return fc.array(
    fc.record({
      target: fc.nat(events - 1),
      kind: fc.constantFrom('time', 'data', 'retraction'),
      hour: fc.nat(DAYS * 24),
    }),
    { maxLength: count },
  );
}

export function amending(world: readonly Told[], { target, kind, hour }: Amendment): Told {
  const event = world[target % world.length];
  if (event?.id === undefined) throw new Error('a world has events with ids');
  const { id, subject, data } = event;
  if (kind === 'retraction') return retracted(id, subject);
  // Half an hour past, so that no two events are of one time.
  const time = timeOf(hour * 3_600_000 + 1_800_000 + target * 1_000, 'Z');
  return corrected(
    id,
    subject,
    kind === 'time' ? { time } : { data: { ...data, note: 'amended' } },
  );
}

export function instant(hour: number): string {
  return new Date(START + hour * 3_600_000).toISOString();
}

const INTRODUCTIONS = [
  'company.registered',
  'system.introduced',
  'feature.launched',
  'instrument.published',
];

/** Without them most of what happens would speak of nothing. */
function introductions(run: string): readonly Told[] {
  const of = (type: string, stream: number, hour: number): Told =>
    told(run, { type, stream, choice: 0, offset: 'Z' }, -1 - stream, hour - 0.25);
  return INTRODUCTIONS.flatMap((type, index) => [
    { ...of(type, 0, index), id: `${run}-${type}-0` },
    { ...of(type, 1, index + 5), id: `${run}-${type}-1` },
  ]);
}

function told(
  run: string,
  { type, stream, choice, offset }: Happening,
  index: number,
  hour: number,
) {
  const kinds = STREAMS[type] ?? [];
  const kind = kinds[stream % kinds.length] ?? 'companies';
  const example = CATALOGUE.get(type)?.example.data as JsonObject;
  return {
    id: `${run}-${index}`,
    type,
    subject: `${kind}/${run}-${stream}`,
    time: timeOf(hour * 3_600_000, offset),
    data: {
      ...example,
      ...meetings(example, choice),
      ...references(example, run, choice),
      // The ledger refuses an obligation that another instrument has.
      ...(type.startsWith('obligation.') && { obligation: `${run}-${stream}` }),
    },
  };
}

function meetings(example: JsonObject, choice: number): JsonObject {
  const fields = Object.keys(example).filter((field) => MEETING[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, MEETING[field]?.[choice] ?? '']));
}

function references(example: JsonObject, run: string, choice: number): JsonObject {
  return {
    ...('company' in example && { company: `${run}-${choice}` }),
    ...('parent' in example && { parent: `${run}-${choice}` }),
    ...('system' in example && { system: `${run}-${choice}` }),
    ...('systems' in example && { systems: [`${run}-${choice}`] }),
  };
}

function timeOf(afterStartMs: number, offset: (typeof OFFSETS)[number]): string {
  const hours = offset === 'Z' ? 0 : Number(offset.slice(0, 3));
  const local = new Date(START + afterStartMs + hours * 3_600_000).toISOString();
  return local.replace('.000Z', offset);
}

export const HOURS = (DAYS * DAY_MS) / 3_600_000;
