import { loadCalendars, nextRuns } from '#libs/exports';
import type { NextRuns, StoredExport } from '#libs/exports';
import type { Ledger } from '#libs/ledger';

/** When an export is due next; never while it is off. */
export async function nextRunsOf(
  ledger: Ledger,
  { schedule, enabled }: StoredExport,
): Promise<NextRuns> {
  if (schedule === undefined || !enabled) return { times: [] };
  return nextRuns(schedule, await loadCalendars(ledger, schedule), Date.now());
}
