import { evolve, initialState } from '#libs/governance';
import type { KnownEvent, States, StreamKind } from '#libs/governance';
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

/** What a stream's rows are at one instant, and until another is looked at. */
type RowsAtOnce = ReadonlyMap<string, RunningRow>;
type RunningRow = Omit<Segment, 'validFrom' | 'validTo'>;
type Started = RunningRow & { readonly validFrom: number };

interface Stream<Kind extends StreamKind> {
  readonly kind: Kind;
  readonly id: string;
}

/**
 * All rows that a stream yields through all of valid time, equal neighbours joined.
 * @param known the stream's known set, in order of valid time
 */
export function segmentsOf<Kind extends StreamKind>(
  stream: Stream<Kind>,
  known: readonly KnownEvent[],
): readonly Segment[] {
  const ended: Segment[] = [];
  const running = new Map<string, Started>();
  for (const { instant, state } of statesOf(stream.kind, known)) {
    moveOn(running, rowsAt(stream, state, instant), instant, ended);
  }
  moveOn(running, new Map(), Infinity, ended);
  return ended;
}

interface StateAt<State> {
  readonly instant: number;
  readonly state: State;
}

/** The states at all instants at which rows may change, in order. */
function* statesOf<Kind extends StreamKind>(
  kind: Kind,
  known: readonly KnownEvent[],
): Generator<StateAt<States[Kind]>> {
  let state = initialState(kind);
  for (const [index, event] of known.entries()) {
    state = evolve(kind, state, event);
    const next = known[index + 1]?.instant ?? Infinity;
    if (next === event.instant) continue;
    yield { instant: event.instant, state };
    for (const instant of boundaries(kind, state)) {
      if (event.instant < instant && instant < next) yield { instant, state };
    }
  }
}

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
): RowsAtOnce {
  const rows = new Map<string, RunningRow>();
  const moment = { subject: `${kind}/${id}`, id, instant };
  for (const { name, from } of REGISTERS) {
    const source: RowSource<States[Kind], object> | undefined = from[kind];
    for (const keyed of source?.rowsOf(state, moment) ?? []) {
      rows.set(`${name}\n${keyed.key}`, runningRow(name, keyed));
    }
  }
  return rows;
}

function runningRow(register: string, { key, company, words, row }: KeyedRow): RunningRow {
  return { register, key, company, row: JSON.stringify(row), words: wordsOfRow(words ?? []) };
}

/** Ends what is no longer so at an instant and starts what is newly so. */
function moveOn(
  running: Map<string, Started>,
  rows: RowsAtOnce,
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
    if (!running.has(key)) running.set(key, { ...row, validFrom: instant });
  }
}

function sameRow(one: RunningRow, other: RunningRow): boolean {
  return one.row === other.row && one.company === other.company && one.words === other.words;
}
