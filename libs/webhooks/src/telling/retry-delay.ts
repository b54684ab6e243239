const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

/** After so many failures in a row; the last one for all that follow. */
const DELAYS_S = [
  5,
  30,
  2 * MINUTE_S,
  10 * MINUTE_S,
  30 * MINUTE_S,
  HOUR_S,
  2 * HOUR_S,
  4 * HOUR_S,
  8 * HOUR_S,
];
/** Of a delay, up and down, so that those who failed together do not come back together. */
const JITTER = 0.2;

/** A webhook that failed so often in a row, over about 32 hours, is disabled. */
export const FAILURES_MAX = 12;
/** A message that is told again, beside the others, is given up after so many failures. */
export const ASIDE_FAILURES_MAX = 5;

/**
 * Seconds until the next call.
 * @param failures in a row, at least one
 * @param chance from 0 to below 1
 */
export function retryDelayS(failures: number, chance: number): number {
  const delay = DELAYS_S[Math.min(failures, DELAYS_S.length) - 1] ?? 0;
  return delay * (1 - JITTER + 2 * JITTER * chance);
}
