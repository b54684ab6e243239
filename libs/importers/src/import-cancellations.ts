import { readCancellations } from './cancellations/cancellation-list.js';
import type { WrittenCancellation } from './cancellations/cancellation-list.js';
import { parseFilingNumber } from './filings/filing-number.js';
import type { FilingNumber } from './filings/filing-number.js';
import type { ReportedRow } from './filings/filing.js';
import { isListDate, listTime } from './filings/list-time.js';
import { PUBLISHER } from './filings/list-series.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import { FilingRecord } from './planning/filing-record.js';
import { paperOf } from './planning/paper.js';
import { planCancellation } from './planning/plan-cancellation.js';
import type { Occasion } from './planning/statement.js';
import type { ImportedFile } from './reading/imported-file.js';
import type { Table } from './reading/table.js';
import { recordRows } from './recording-rows.js';
import type { Planned } from './recording-rows.js';

const SOURCE = 'urn:edict:list:cac:cancellations';

interface Cancellation {
  readonly row: number;
  readonly number: FilingNumber;
  readonly occasion: Occasion;
}

/** Imports a list of cancelled filings; numbers that are not on record are reported. */
export async function importCancellations(
  file: ImportedFile,
  table: Table,
  context: ImportContext,
): Promise<ImportReport> {
  const written = readCancellations(table);
  const judged = written.map((row) => judge(row, file));
  const cancellations = judged.filter((one): one is Cancellation => 'number' in one);
  const reported = judged.filter((one): one is ReportedRow => 'code' in one);
  const { planned, unknown } = await plan(cancellations, context);
  const rows = await recordRows(planned, context);
  context.onProgress?.({ file: file.name, done: written.length, total: written.length });
  const all = [...reported, ...unknown, ...rows.refused].sort((one, two) => one.row - two.row);
  const taken = written.length - all.length;
  return {
    file: file.name,
    kind: 'cancellation-list',
    rows: written.length,
    taken,
    reported: all,
    recorded: rows.recorded,
    duplicates: taken - (planned.length - rows.refused.length),
  };
}

function judge(
  { row, number, date, notice }: WrittenCancellation,
  file: ImportedFile,
): Cancellation | ReportedRow {
  const parsed = parseFilingNumber(number);
  if ('problem' in parsed) return { row, code: 'malformed-number', text: `${parsed.problem}.` };
  if (!isListDate(date)) {
    return { row, code: 'malformed-date', text: `"${date}" is no date (YYYY-MM-DD or YYYY-MM).` };
  }
  const evidence = {
    ...(notice ? { url: notice } : { file: paperOf(file) }),
    publisher: PUBLISHER,
    published: date,
    tier: 'primary',
    access: 'cited',
  };
  return { row, number: parsed, occasion: { ...listTime(date), evidence } };
}

async function plan(
  cancellations: readonly Cancellation[],
  { ledger }: ImportContext,
): Promise<{ readonly planned: readonly Planned[]; readonly unknown: readonly ReportedRow[] }> {
  const record = new FilingRecord(ledger);
  await record.loadAlgorithms(cancellations.map(({ number }) => number));
  const planned: Planned[] = [];
  const unknown: ReportedRow[] = [];
  for (const { row, number, occasion } of cancellations) {
    const stream = record.algorithm(number);
    if (stream.introduction === undefined) {
      const text = `${number.text} is not on record, so it cannot be cancelled.`;
      unknown.push({ row, code: 'unknown-number', text });
      continue;
    }
    const events = planCancellation(stream, { source: SOURCE, digits: number.digits }, occasion);
    planned.push(...events.map((event) => ({ row, event })));
  }
  return { planned, unknown };
}
