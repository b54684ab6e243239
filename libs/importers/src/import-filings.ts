import { readFilingLists } from './filings/filing-list.js';
import type { ReportedRow } from './filings/filing.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import { FilingRecord } from './planning/filing-record.js';
import { listOccasions } from './planning/list-occasions.js';
import { planList } from './planning/plan-list.js';
import type { ImportedFile } from './reading/imported-file.js';
import type { Table } from './reading/table.js';
import { recordRows } from './recording-rows.js';

/**
 * Imports filing lists as the Cyberspace Administration of China publishes them, list by list. What
 * is on record already is not planned again, so an import repeated adds nothing.
 */
export async function importFilings(
  file: ImportedFile,
  { table, savedAt }: { readonly table: Table; readonly savedAt?: string | undefined },
  context: ImportContext,
): Promise<ImportReport> {
  const lists = readFilingLists(table, file.name);
  const total = lists.reduce((sum, list) => sum + list.rows.length, 0);
  const record = new FilingRecord(context.ledger);
  const reported: ReportedRow[] = [];
  const newRows = new Set<number>();
  let recorded = 0;
  let done = 0;
  for (const list of lists) {
    const plan = await planList(record, list, listOccasions(list, file, savedAt));
    const rows = await recordRows(plan.planned, context);
    reported.push(...plan.reported, ...rows.refused);
    for (const { row } of plan.planned) newRows.add(row);
    recorded += rows.recorded;
    done += list.rows.length;
    context.onProgress?.({ file: file.name, done, total });
  }
  for (const { row } of reported) newRows.delete(row);
  const taken = total - reported.length;
  return {
    file: file.name,
    kind: 'filing-list',
    rows: total,
    taken,
    reported: reported.sort((one, other) => one.row - other.row),
    recorded,
    duplicates: taken - newRows.size,
  };
}
