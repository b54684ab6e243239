import { evolve, initialState } from '#libs/governance';
import type { KnownEvent, States, StreamKind } from '#libs/governance';
import type { Likeness } from './knowledge.js';
import { REGISTERS } from '../registers/list.js';
import { wordsOfRow } from '../registers/register.js';
import type { KeyedRow, RowSource } from '../registers/register.js';

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

/** What a register gives for one key, and the name of its place among all rows of the stream. */
interface Written {
  readonly place: string;
  readonly row: RowAtOnce;
}

interface Stream<Kind extends StreamKind> {
  readonly kind: Kind;
  readonly id: string;
}

/** Where the evaluation stands after one event. */
interface Step<State> {
  readonly state: State;
  /** By register and key; open-ended as yet. */
  readonly running: ReadonlyMap<string, Segment>;
  readonly ended: readonly Segment[];
}

/**
 * The rows that a stream yields through all of valid time, as more and more becomes known. Only
 * what lies after the first change is evaluated again; segments before it stay the same objects.
 */
export class Segments<Kind extends StreamKind> {
  private known: readonly KnownEvent[] = [];
  private steps: readonly Step<States[Kind]>[] = [];

  constructor(private readonly stream: Stream<Kind>) {}

  /** @param known the stream's known set, in order of valid time */
  of(known: readonly KnownEvent[]): readonly Segment[] {
    const steps = this.steps.slice(0, stepsKept(this.known, known));
    for (let index = steps.length; index < known.length; index += 1) {
      const event = known[index];
      if (event === undefined) break;
      const before = steps[index - 1] ?? nothing(this.stream.kind);
      steps.push(step(this.stream, before, event, known[index + 1]?.instant ?? Infinity));
    }
    this.known = known;
    this.steps = steps;
    return [...steps.flatMap(({ ended }) => ended), ...(steps.at(-1)?.running.values() ?? [])];
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

function nothing<Kind extends StreamKind>(kind: Kind): Step<States[Kind]> {
  return { state: initialState(kind), running: new Map(), ended: [] };
}

function step<Kind extends StreamKind>(
  stream: Stream<Kind>,
  before: Step<States[Kind]>,
  event: KnownEvent,
  nextInstant: number,
): Step<States[Kind]> {
  const state = evolve(stream.kind, before.state, event);
  // Events of equal time count together, once the last of them is taken.
  if (event.instant === nextInstant) return { state, running: before.running, ended: [] };
  const running = new Map(before.running);
  const ended: Segment[] = [];
  const changes = boundaries(stream.kind, state).filter(
    (instant) => event.instant < instant && instant < nextInstant,
  );
  for (const instant of [event.instant, ...changes]) {
    moveOn(running, rowsAt(stream, state, instant), instant, ended);
  }
  return { state, running, ended };
}

/** The instants at which rows change without any event. */
function boundaries<Kind extends StreamKind>(kind: Kind, state: States[Kind]): readonly number[] {
  const instants = REGISTERS.flatMap(({ from }) => {
    const source: RowSource<States[Kind], object> | undefined = from[kind];
    return source?.instantsOf?.(state) ?? [];
  });
  return [...new Set(instants)].sort((one, other) => one - other);
}

function rowsAt<Kind extends StreamKind>(
  { kind, id }: Stream<Kind>,
  state: States[Kind],
  instant: number,
): ReadonlyMap<string, RowAtOnce> {
  const rows = new Map<string, RowAtOnce>();
  const moment = { subject: `${kind}/${id}`, id, instant };
  for (const { name, from } of REGISTERS) {
    const source: RowSource<States[Kind], object> | undefined = from[kind];
    for (const keyed of source?.rowsOf(state, moment) ?? []) {
      const { place, row } = written(name, keyed);
      rows.set(place, row);
    }
  }
  return rows;
}

/** A row object that a register gives again is not written out again. */
const WRITTEN = new WeakMap<KeyedRow, Written>();

function written(register: string, keyed: KeyedRow): Written {
  const before = WRITTEN.get(keyed);
  if (before !== undefined) return before;
  const { key, company, words, row } = keyed;
  const text = JSON.stringify(row);
  const now = {
    place: `${register}\n${key}`,
    row: { register, key, company, row: text, words: wordsOfRow(words ?? []) },
  };
  WRITTEN.set(keyed, now);
  return now;
}

/** Ends what is no longer so at an instant and starts what is newly so. */
function moveOn(
  running: Map<string, Segment>,
  rows: ReadonlyMap<string, RowAtOnce>,
  instant: number,
  ended: Segment[],
): void {
  for (const [key, before] of running) {
    const after = rows.get(key);
    if (after !== undefined && sameRow(before, after)) continue;
    ended.push({ ...before, validTo: instant });
    running.delete(key);
  }
  for (const [key, row] of rows) {
    if (!running.has(key)) running.set(key, { ...row, validFrom: instant, validTo: Infinity });
  }
}

function sameRow(one: RowAtOnce, other: RowAtOnce): boolean {
  return one.row === other.row && one.company === other.company && one.words === other.words;
}

/** Of one key of a register one row stands at a time. */
export const SEGMENT_LIKENESS: Likeness<Segment> = {
  placeOf: ({ register, key, validFrom }) => `${validFrom} ${register} ${key}`,
  isSame: (one, other) => one.validTo === other.validTo && sameRow(one, other),
};
