import type { ProgressDisplay } from '../../apps/cli/src/progress.js';
import { isFound, playControl, playRound } from './play.js';
import type { FaultRow, RoundResult } from './row.js';

export interface SuiteOptions {
  readonly seed: number;
  /** Of each row, each with the next seed. */
  readonly rounds: number;
  /** Further rounds begin until then. */
  readonly minutes: number;
  readonly hasControls: boolean;
  /** Rounds that are played at the same time; most of a round is waiting. */
  readonly jobs: number;
  /** Told of each round and control as soon as it is over. */
  readonly onResult: (name: string, result: PlayedRound) => void;
}

export interface PlayedRound extends RoundResult {
  readonly seed: number;
  readonly seconds: number;
}

export interface PlayedRow {
  readonly row: FaultRow;
  /** Why it was not played; it counts for nothing then. */
  readonly missing?: string;
  readonly rounds: readonly PlayedRound[];
  /** Absent where controls were left out. */
  readonly control?: PlayedRound & { readonly hasFailed: boolean };
}

const MINUTE_MS = 60_000;

/** Plays the rows round after round, with the control of each in the first. */
export async function playSuite(
  rows: readonly FaultRow[],
  options: SuiteOptions,
  display: ProgressDisplay,
): Promise<readonly PlayedRow[]> {
  const { seed, rounds, minutes, hasControls, jobs, onResult } = options;
  const deadline = performance.now() + minutes * MINUTE_MS;
  const played = new Map(rows.map((row) => [row, begun(row)]));
  const runnable = rows.filter((row) => played.get(row)?.missing === undefined);
  const perRound = runnable.length;
  let done = 0;
  const timed = async (name: string, seed: number, play: Play): Promise<PlayedRound> => {
    const say = (step: string): void => {
      display.show({ what: `${name}: ${step}`, done, total: perRound * (hasControls ? 2 : 1) });
    };
    say('begins');
    const beganAt = performance.now();
    const result = await play({ seed, isQuick: false, say });
    done += 1;
    const one = { ...result, seed, seconds: (performance.now() - beganAt) / 1_000 };
    onResult(name, one);
    return one;
  };
  const change = (row: FaultRow, next: (before: PlayedRow) => PlayedRow): void => {
    played.set(row, next(played.get(row) ?? begun(row)));
  };
  for (let round = 0; round < rounds || performance.now() < deadline; round += 1) {
    const tasks = runnable.flatMap((row) => {
      const play = async (): Promise<void> => {
        const one = await timed(row.name, seed + round, (its) => playRound(row.round, its));
        change(row, (before) => ({ ...before, rounds: [...before.rounds, one] }));
      };
      const control = async (): Promise<void> => {
        const name = `control of ${row.name}`;
        const one = await timed(name, seed, (its) => playControl(row, its));
        const hasFailed = isFound(row.control.finds, one);
        change(row, (before) => ({ ...before, control: { ...one, hasFailed } }));
      };
      return hasControls && round === 0 ? [play, control] : [play];
    });
    await inTurns(tasks, jobs);
  }
  display.end();
  return [...played.values()];
}

type Play = (its: Parameters<typeof playControl>[1]) => Promise<RoundResult>;

/** So many at a time, each begun as soon as another has ended. */
async function inTurns(tasks: readonly (() => Promise<void>)[], jobs: number): Promise<void> {
  const left = [...tasks];
  const work = async (): Promise<void> => {
    for (let task = left.shift(); task !== undefined; task = left.shift()) await task();
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

function begun(row: FaultRow): PlayedRow {
  const missing = row.missing?.();
  return { row, rounds: [], ...(missing !== undefined && { missing }) };
}

export function isSound({ rounds, control }: PlayedRow): boolean {
  return rounds.every(({ findings }) => findings.length === 0) && control?.hasFailed !== false;
}
