/** How often a worker looks for what has come due, where nothing wakes it. */
export const TICK_MS = 1_000;
/** How often a worker says that it lives; others take it for dead after thirty seconds. */
export const SEEN_EVERY_MS = 5_000;
/** Nominal times that are claimed in one transaction; the rest follows with the next. */
export const CLAIMED_AT_ONCE_MAX = 500;
/** A nominal time that nobody looked at for so long was missed. */
export const MISSED_AFTER_MS = 300_000;
/** Runs, and deliveries, that one worker does at the same time. */
export const RUNS_AT_ONCE = 2;
export const DELIVERIES_AT_ONCE = 4;
/** An attempt that takes longer is given up. */
export const RUN_TIME_MAX_MS = 2 * 3_600_000;
export const DELIVERY_TIME_MAX_MS = 3_600_000;
/** How often a run is written, and a target tried, before it has failed. */
export const RUN_FAILURES_MAX = 10;
export const DELIVERY_FAILURES_MAX = 12;
/** Doubles with every failure: two seconds, four, eight ... over an hour in the end. */
export const RETRY_DELAY_S = 2;
/** A job that was fetched and not taken up by then was lost with its worker. */
export const FETCHED_LOST_AFTER_S = 10;
export const RETENTION_EVERY_MS = 60_000;
export const REMOVED_AT_ONCE_MAX = 100;
export const LEFT_OVER_AT_ONCE_MAX = 1_000;
