import { rowEvent } from './event-tables/row-event.js';
import { columnsOf, isEventHeader } from './event-tables/table-columns.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import { readCsv } from './reading/csv-table.js';
import type { ImportedFile } from './reading/imported-file.js';
import type { Table } from './reading/table.js';
import { recordEvents } from './record-events.js';
import type { ReadEvent } from './record-events.js';

/** In which days are read where nobody says. */
const TIME_ZONE = 'UTC';
/** Rows that begin like this explain the table to whoever fills it in. */
const REMARK = '#';

export function isEventTable({ rows }: Table): boolean {
  return isEventHeader(rows[0]?.cells ?? []);
}

/**
 * Imports a table with an event in each row, as the import templates have it: each row on its own
 * verdict, reported by its number in the spreadsheet.
 * @throws UnreadableFile `unknown-header`
 */
export function importEventTable(
  file: ImportedFile,
  context: ImportContext,
): Promise<ImportReport> {
  const { timeZone = TIME_ZONE } = context;
  // Blank rows count in a spreadsheet.
  const [header, ...rows] = readCsv(file.bytes, { keepsBlankRows: true }).rows;
  const columns = columnsOf(header?.cells ?? []);
  const read = rows.flatMap(({ cells }, index): ReadEvent[] => {
    const isBlank = cells.every((cell) => cell === '');
    if (isBlank || cells[0]?.startsWith(REMARK) === true) return [];
    return [{ row: index + 2, event: rowEvent(columns, cells, timeZone) }];
  });
  return recordEvents({ file: file.name, kind: 'event-table' }, read, context);
}
