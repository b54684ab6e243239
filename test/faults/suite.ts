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
  /** Told of each round and control as soon as it is over. */
  readonly onResult: (name: string, result: RoundResult, seconds: number) => void;
}

export interface PlayedRow {
  readonly row: FaultRow;
  /** Why it was not played; it counts for nothing then. */
  readonly missing?: string;
  readonly rounds: readonly (RoundResult & { readonly seed: number; readonly seconds: number })[];
  /** Absent where controls were left out. */
  readonly control?: RoundResult & { readonly hasFailed: boolean };
}

const MINUTE_MS = 60_000;

/** Plays the rows round after round, and the control of each once. */
export async function playSuite(
  rows: readonly FaultRow[],
  { seed, rounds, minutes, hasControls, onResult }: SuiteOptions,
  display: ProgressDisplay,
): Promise<readonly PlayedRow[]> {
  const deadline = performance.now() + minutes * MINUTE_MS;
  const playing = (what: string, done: number) => ({
    isQuick: false,
    say: (step: string) => {
      display.show({ what: `${what}: ${step}`, done, total: rows.length });
    },
  });
  const played = new Map<FaultRow, PlayedRow>();
  for (let round = 0; round < rounds || performance.now() < deadline; round += 1) {
    for (const [index, row] of rows.entries()) {
      const before = played.get(row) ?? begun(row);
      if (before.missing === undefined) {
        const its = { seed: seed + round, ...playing(row.name, index) };
        its.say('begins');
        const beganAt = performance.now();
        const result = await playRound(row.round, its);
        const seconds = (performance.now() - beganAt) / 1_000;
        onResult(row.name, result, seconds);
        const rounds = [...before.rounds, { ...result, seed: its.seed, seconds }];
        played.set(row, { ...before, rounds });
      } else played.set(row, before);
    }
  }
  for (const [index, row] of rows.entries()) {
    const before = played.get(row);
    if (!hasControls || before === undefined || before.missing !== undefined) continue;
    const its = { seed, ...playing(`control of ${row.name}`, index) };
    its.say('begins');
    const beganAt = performance.now();
    const control = await playControl(row, its);
    onResult(`control of ${row.name}`, control, (performance.now() - beganAt) / 1_000);
    const hasFailed = isFound(row.control.finds, control);
    played.set(row, { ...before, control: { ...control, hasFailed } });
  }
  display.end();
  return [...played.values()];
}

function begun(row: FaultRow): PlayedRow {
  const missing = row.missing?.();
  return { row, rounds: [], ...(missing !== undefined && { missing }) };
}

export function isSound({ rounds, control }: PlayedRow): boolean {
  return rounds.every(({ findings }) => findings.length === 0) && control?.hasFailed !== false;
}
