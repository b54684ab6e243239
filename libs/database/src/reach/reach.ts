import { AsyncLocalStorage } from 'node:async_hooks';

/** What statements may see: every row, or only those of the owners with these ids. */
export type Reach = 'everything' | readonly string[];

/** Valid time that may be asked about: from an instant, and up to but without another. */
export interface Stretch {
  readonly from?: Date;
  readonly to?: Date;
}

interface Held {
  reach?: Reach;
  period?: Stretch;
  /** Whether a replica may answer, which may be behind. */
  replica?: boolean;
}

const HELD = new AsyncLocalStorage<Held>();

/** Runs work whose statements see nothing, and fail, until `setReach` says what they may see. */
export function awaitingReach<Result>(work: () => Result): Result {
  return HELD.run({}, work);
}

/** Says, for all that is left of the work around it, what it may see and ask about. */
export function setReach(reach: Reach, period?: Stretch): void {
  const held = HELD.getStore();
  if (held === undefined) throw new Error('Nothing waits to be told what it may see.');
  held.reach = reach;
  if (period !== undefined) held.period = period;
}

/**
 * For what needs every row to answer about some: whose credential it is, hashes of other leaves.
 * Whoever uses it has made sure that no row of another owner gets out.
 */
export function reachingEverything<Result>(work: () => Result): Result {
  return HELD.run({ reach: 'everything' }, work);
}

/**
 * @throws Error where nothing was said, so that what slips out of a request sees nothing rather
 * than everything
 */
export function reachNow(): Reach {
  const reach = HELD.getStore()?.reach;
  if (reach === undefined) throw new Error('Nothing says what this statement may see.');
  return reach;
}

/** Absent where any valid time may be asked about. */
export function periodNow(): Stretch | undefined {
  return HELD.getStore()?.period;
}

/**
 * Lets a replica, where there is one, answer all that is left of the work around. The primary is
 * never behind a replica, so work may go on there, but not go back: a second answer would be older
 * than the first.
 */
export function readReplica(): void {
  const held = HELD.getStore();
  if (held !== undefined) held.replica = true;
}

/** All that is left of the work around is answered by the primary. */
export function readPrimary(): void {
  const held = HELD.getStore();
  if (held !== undefined) held.replica = false;
}

/** Work that needs the newest there is, with the reach that holds now. */
export function onPrimary<Result>(work: () => Result): Result {
  return HELD.run({ ...HELD.getStore(), replica: false }, work);
}

export function replicaMayAnswer(): boolean {
  return HELD.getStore()?.replica === true;
}

/** The rows, each fetched with the reach that holds now, whoever asks for it later. */
export function keepingReach<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<Row, void, undefined> {
  return walked(rows, AsyncLocalStorage.snapshot());
}

type Within = <Result>(work: () => Result) => Result;

async function* walked<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  within: Within,
): AsyncGenerator<Row, void, undefined> {
  const steps = within(() => stepsOf(rows));
  try {
    for (;;) {
      const step = await within(() => steps.next());
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await within(() => steps.return?.());
  }
}

function stepsOf<Row>(rows: AsyncIterable<Row> | Iterable<Row>) {
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
}
