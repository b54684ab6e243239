import type { RecordedEvent } from '#libs/ledger';

/** So long nothing was recorded, when heads are: they do not fall into the middle of an import. */
export const HEADS_QUIET_MS = 5 * 60_000;
/** But no event waits longer than that for a pause. */
export const HEADS_WAIT_MS = 60 * 60_000;
const DAY_CHARACTERS = 'YYYY-MM-DD'.length;

/** What it depends on, as the ledger has it. */
export interface SinceHeads {
  readonly now: Date;
  /** The last heads, if there ever were any. */
  readonly last?: Pick<RecordedEvent, 'recordedtime'> | undefined;
  /** The first event that they do not count. */
  readonly uncounted?: Pick<RecordedEvent, 'recordedtime'> | undefined;
  /** The last event of all. */
  readonly newest: Pick<RecordedEvent, 'recordedtime'>;
}

/** Once on each day in UTC on which something is there to be counted, when the ledger is at rest. */
export function areHeadsDue({ now, last, uncounted, newest }: SinceHeads): boolean {
  if (uncounted === undefined) return false;
  if (last !== undefined && dayOf(last.recordedtime) >= dayOf(now.toISOString())) return false;
  const msSince = ({ recordedtime }: Pick<RecordedEvent, 'recordedtime'>): number =>
    now.getTime() - Date.parse(recordedtime);
  return msSince(newest) >= HEADS_QUIET_MS || msSince(uncounted) >= HEADS_WAIT_MS;
}

/** Both are in UTC, so that text compares as time. */
function dayOf(instant: string): string {
  return instant.slice(0, DAY_CHARACTERS);
}
