import type { StoredExport } from '#libs/exports';
import type { WholeShape } from '../answers/shape.js';
import type { ExportChanges, ExportRequest } from './export-bodies.js';

/** The request that would make an export as it is to be: what stands, changed (RFC 7396). */
export function changedRequest(
  { asked, name, schedule, deliveries, missedRuns, graceMinutes, retention, enabled }: StoredExport,
  changes: WholeShape<ExportChanges>,
): WholeShape<ExportRequest> {
  const before = { ...asked, name, schedule, deliveries, missedRuns, graceMinutes, retention };
  const merged = Object.entries({ ...before, enabled, ...changes }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(merged) as WholeShape<ExportRequest>;
}
