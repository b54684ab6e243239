import { evolve, initialState } from '#libs/governance';
import type { KnownEvent, States, StreamKind } from '#libs/governance';
import { keepEqual } from './keep-equal.js';
import type { Likeness } from './knowledge.js';
import { wordsOfRow } from '../registers/register.js';
import type { KeyedRow } from '../registers/register.js';
import { SOURCES, type Source } from './row-sources.js';

/** A stretch of valid time through which one row of a register stays the same. */
export interface Segment {
  readonly register: string;
  readonly key: string;
  readonly company: string | undefined;
  /** The row as JSON; equal rows have equal texts. */
  readonly row: string;
  readonly words: string;
  /** Milliseconds since 1970. */
  readonly validFrom: number;
  /** Exclusive; `Infinity` where nothing ends it. */
  readonly validTo: number;
}

type RowAtOnce = Omit<Segment, 'validFrom' | 'validTo'>;

interface Stream<Kind extends StreamKind> {
  readonly kind: Kind;
  readonly id: string;
}

/** What one register has of the stream. */
interface Running<State> {
  /** That gave the rows; nothing before the first event. */
  readonly state: State | undefined;
  /** Of each key one. */
  readonly rows: readonly KeyedRow[];
  /** Of each row one, in their order; open-ended as yet. */
  readonly segments: readonly Segment[];
}

/** Where the evaluation stands after one event. */
interface Step<State> {
  readonly state: State;
  /** Of each source of rows, in the order of the registers. */
  readonly running: readonly Running<State>[];
  readonly ended: readonly Segment[];
}

/**
 * The rows that a stream yields through all of valid time, as more and more becomes known. Only
 * what lies after the first change is evaluated again; segments before it stay the same objects.
 */
export class Segments<Kind extends StreamKind> {
  private known: readonly KnownEvent[] = [];
  private steps: readonly Step<States[Kind]>[] = [];
  private readonly sources: readonly Source<States[Kind]>[];
  /** Those of which rows change without any event. */
  private readonly changing: readonly Source<States[Kind]>[];
  private readonly start: Step<States[Kind]>;

  constructor(private readonly stream: Stream<Kind>) {
    this.sources = SOURCES[stream.kind];
    this.changing = this.sources.filter((source) => source.instantsOf !== undefined);
    this.start = { state: initialState(stream.kind), running: [], ended: NONE };
  }

  /** @param known the stream's known set, in order of valid time */
  of(known: readonly KnownEvent[]): readonly Segment[] {
    const steps = this.steps.slice(0, stepsKept(this.known, known));
    const shift = known.length - this.known.length;
    for (let index = steps.length; index < known.length; index += 1) {
      const event = known[index];
      if (event === undefined) break;
      const before = steps[index - 1] ?? this.start;
      const then = this.known[index - shift];
      const earlier = sameEvent(then, event) ? this.steps[index - shift] : undefined;
      steps.push(this.step(event, known[index + 1]?.instant ?? Infinity, before, earlier));
    }
    this.known = known;
    this.steps = steps;
    const running = steps.at(-1)?.running ?? [];
    return [...steps.flatMap(({ ended }) => ended), ...running.flatMap(({ segments }) => segments)];
  }

  /** @param earlier where the evaluation stood after the same event while less was known */
  private step(
    event: KnownEvent,
    nextInstant: number,
    before: Step<States[Kind]>,
    earlier: Step<States[Kind]> | undefined,
  ): Step<States[Kind]> {
    const { kind, id } = this.stream;
    const evolved = evolve(kind, before.state, event);
    const state = earlier === undefined ? evolved : keepEqual(evolved, earlier.state);
    // Events of equal time count together, once the last of them is taken.
    if (event.instant === nextInstant) return { state, running: before.running, ended: NONE };
    const ended: Segment[] = [];
    const subject = `${kind}/${id}`;
    let { running } = before;
    for (const instant of this.instantsOf(state, event.instant, nextInstant)) {
      const moment = { subject, id, instant };
      running = this.sources.map((source, place) => {
        const last = running[place] ?? NOTHING;
        if (givesTheSame(source, last, state)) return last;
        const then = earlier?.running[place];
        const isAsThen = then !== undefined && givesTheSame(source, then, state);
        const rows = isAsThen ? then.rows : oneOfEachKey(source.rowsOf(state, moment));
        const segments = moved(source.register, last, rows, instant, ended);
        return { state, rows, segments: isAsThen ? keptAs(then.segments, segments) : segments };
      });
    }
    return { state, running, ended: keptAs(earlier?.ended ?? NONE, ended) };
  }

  /** That of the event, and those after it at which rows change without any event. */
  private instantsOf(state: States[Kind], from: number, before: number): readonly number[] {
    if (this.changing.length === 0) return [from];
    const changes = this.changing.flatMap((source) => source.instantsOf?.(state) ?? []);
    const later = changes.filter((instant) => from < instant && instant < before);
    return [from, ...[...new Set(later)].sort((one, other) => one - other)];
  }
}

/** A step rests on the events up to its own, and on when the next one is. */
function stepsKept(before: readonly KnownEvent[], after: readonly KnownEvent[]): number {
  let same = 0;
  while (sameEvent(before[same], after[same])) same += 1;
  const nothingChanged = same === before.length && same === after.length;
  return nothingChanged ? same : Math.max(0, same - 1);
}

/** What a known event says is decided by the events that it rests on. */
function sameEvent(one: KnownEvent | undefined, other: KnownEvent | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return (
    one.because.length === other.because.length &&
    one.because.every(({ position }, index) => position === other.because[index]?.position)
  );
}

const NONE: readonly Segment[] = [];
const NOTHING = { state: undefined, rows: [], segments: [] };

function givesTheSame<State>(
  source: Source<State>,
  { state: one }: Running<State>,
  other: State,
): boolean {
  return one !== undefined && (source.sameRows?.(one, other) ?? false);
}

/** A row object that a register gives again is not written out again. */
const WRITTEN = new WeakMap<KeyedRow, RowAtOnce>();

function written(register: string, keyed: KeyedRow): RowAtOnce {
  const before = WRITTEN.get(keyed);
  if (before !== undefined) return before;
  const { key, company, words, row } = keyed;
  const now = { register, key, company, row: JSON.stringify(row), words: wordsOfRow(words ?? []) };
  WRITTEN.set(keyed, now);
  return now;
}

/** Of rows that are about the same the last one counts. */
function oneOfEachKey(rows: readonly KeyedRow[]): readonly KeyedRow[] {
  if (rows.length < 2 || new Set(rows.map(({ key }) => key)).size === rows.length) return rows;
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}

/** Ends what is no longer so at an instant and starts what is newly so. */
function moved<State>(
  register: string,
  { rows: before, segments }: Running<State>,
  rows: readonly KeyedRow[],
  instant: number,
  ended: Segment[],
): readonly Segment[] {
  const end = (segment: Segment | undefined): void => {
    if (segment !== undefined) ended.push({ ...segment, validTo: instant });
  };
  // Most often a row is added behind the others, or one takes the place of another.
  const isAligned = before.every(
    (keyed, place) => keyed === rows[place] || keyed.key === rows[place]?.key,
  );
  const byKey = isAligned ? undefined : new Map(segments.map((one) => [one.key, one]));
  const now = rows.map((keyed, place) => {
    const last = byKey === undefined ? segments[place] : byKey.get(keyed.key);
    if (last !== undefined && keyed === before[place] && byKey === undefined) return last;
    byKey?.delete(keyed.key);
    const row = written(register, keyed);
    if (last !== undefined && sameRow(last, row)) return last;
    end(last);
    return { ...row, validFrom: instant, validTo: Infinity };
  });
  for (const gone of byKey?.values() ?? []) end(gone);
  return now;
}

/** Segments that say what they said before are the same objects, so that this is quickly seen. */
function keptAs(before: readonly Segment[], now: readonly Segment[]): readonly Segment[] {
  if (before.length === 0 || now.length === 0) return now;
  return now.map((segment, place) => {
    const then = before[place];
    return then !== undefined && sameSegment(then, segment) ? then : segment;
  });
}

function sameSegment(one: Segment, other: Segment): boolean {
  return (
    one.validFrom === other.validFrom &&
    one.validTo === other.validTo &&
    one.key === other.key &&
    one.register === other.register &&
    sameRow(one, other)
  );
}

function sameRow(one: RowAtOnce, other: RowAtOnce): boolean {
  return one.row === other.row && one.company === other.company && one.words === other.words;
}

/** Of one key of a register one row stands at a time. */
export const SEGMENT_LIKENESS: Likeness<Segment> = {
  placeOf: ({ register, key, validFrom }) => `${validFrom} ${register} ${key}`,
  isSame: (one, other) => one.validTo === other.validTo && sameRow(one, other),
};
