/** Milliseconds of several runs of one thing. */
export interface Spread {
  readonly runs: number;
  readonly p50: number;
  readonly p99: number;
}

export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { runs: sorted.length, p50: at(0.5), p99: at(0.99) };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Runs some times without counting, then counts. */
export async function repeated(
  runs: number,
  work: (run: number) => Promise<unknown>,
): Promise<Spread> {
  return spreadOf(await timesOf(runs, work));
}

/** Milliseconds of each run; some before do not count. */
export async function timesOf(
  runs: number,
  work: (run: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const times: number[] = [];
  const warmUp = Math.min(20, Math.ceil(runs / 10));
  for (let run = 0; run < warmUp; run += 1) await work(run);
  for (let run = 0; run < runs; run += 1) times.push(await timed(() => work(run)));
  return times;
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

const MIB = 1_024 * 1_024;

/** Where the system does not say how much memory there was, `?`. */
export function mebibytes(bytes: number): string {
  return Number.isNaN(bytes) ? '? MB' : `${(bytes / MIB).toFixed(0)} MB`;
}

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${messageOf(error.cause)}`;
}
