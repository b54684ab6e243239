import type { Spread } from '../measuring.js';
import type { Row } from '../row.js';

/** Milliseconds that are to be stayed under. */
interface SpreadGoal {
  readonly p50?: number;
  readonly p99: number;
}

export function spreadRow(name: string, spread: Spread, { p50, p99 }: SpreadGoal): Row {
  const wanted = [...(p50 === undefined ? [] : [`p50 under ${p50} ms`]), `p99 under ${p99} ms`];
  const isMet = spread.p99 < p99 && (p50 === undefined || spread.p50 < p50);
  return {
    name,
    measured: `${spreadText(spread)}, of ${spread.runs}`,
    goal: wanted.join(', '),
    verdict: isMet ? 'met' : 'missed',
    numbers: { p50: spread.p50, p99: spread.p99, runs: spread.runs },
  };
}

export function spreadText({ p50, p99 }: Spread): string {
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
}
