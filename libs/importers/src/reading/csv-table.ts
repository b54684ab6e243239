import { CsvError, parse } from 'csv-parse/sync';
import { TABLE_COLUMNS_MAX, TABLE_ROWS_MAX } from './table.js';
import type { Table, TableRow } from './table.js';
import { UnreadableFile } from './unreadable-file.js';
import { utf8Text } from './utf8.js';

interface CsvReading {
  /** Else rows without any cell are left out. */
  readonly keepsBlankRows?: boolean;
}

/** The one table of a CSV file (RFC 4180), rows of unequal length included. */
export function readCsv(bytes: Buffer, { keepsBlankRows = false }: CsvReading = {}): Table {
  const rows = records(utf8Text(bytes), !keepsBlankRows).map((cells): TableRow => ({
    cells: cells.map((cell) => cell.trim()),
    isSpanning: false,
  }));
  if (rows.some((row) => row.cells.length > TABLE_COLUMNS_MAX) || rows.length > TABLE_ROWS_MAX) {
    throw new UnreadableFile('table-too-large', 'The table has too many rows or columns.');
  }
  return { title: '', rows };
}

function records(text: string, skipsBlankRows: boolean): string[][] {
  try {
    return parse(text, {
      relax_column_count: true,
      skip_empty_lines: skipsBlankRows,
      to: TABLE_ROWS_MAX + 1,
    });
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableFile('malformed-csv', error.message);
    throw error;
  }
}
