import type { Table, TableRow } from '../reading/table.js';
import { UnreadableFile } from '../reading/unreadable-file.js';
import { columnPlaces } from './filing-columns.js';
import type { ColumnPlaces, FilingColumn } from './filing-columns.js';
import { SERIES } from './list-series.js';
import type { Series } from './list-series.js';
import { isListDate, statedMonth } from './list-time.js';
import type { ListDate } from './list-time.js';
import { comparable, tidied } from './written-text.js';

/** One row as it was published, tidied but not judged. */
export interface WrittenFiling {
  /** Counted from 1, without header rows. */
  readonly row: number;
  readonly name: string;
  readonly category: string;
  readonly role: string;
  readonly company: string;
  readonly products: string;
  readonly number: string;
  readonly remark: string;
  /** Cells of the row and of its header, where they differ. */
  readonly cells?: { readonly found: number; readonly expected: number };
}

/** One list of a series, as published in one month. */
export interface FilingList {
  readonly series: Series;
  readonly month: ListDate;
  readonly rows: readonly WrittenFiling[];
}

/** How far down the header may stand, below a title and a merged row. */
const HEADER_ROWS_MAX = 10;

/** The table of a filing list among others, or nothing where none has its header. */
export function findFilingTable(tables: readonly Table[]): Table | undefined {
  return tables.find((table) => headerRow(table) !== undefined);
}

/**
 * Reads a table as the lists that it holds: one where the title or the file's name says which, as
 * published; several where the rows say it themselves, as shipped.
 * @throws UnreadableFile `unknown-header`, `unknown-list`, `unknown-month`
 */
export function readFilingLists(table: Table, fileName: string): readonly FilingList[] {
  const header = headerRow(table);
  if (header === undefined) {
    throw new UnreadableFile('unknown-header', 'No row has the headings of a filing list.');
  }
  const title = titleOf(table, header.index, fileName);
  const stated = statedMonth(table.title) ?? statedMonth(title);
  const lists = new Map<string, WritableList>();
  const records = table.rows.slice(header.index + 1).filter((row) => !isLayout(row));
  for (const [index, record] of records.entries()) {
    const month = cellOf(record, header.places, 'list') || stated;
    if (!month || !isListDate(month)) throw unknownMonth(index + 1);
    const series = seriesOf(record, header.places, title);
    const key = `${series.name} ${month}`;
    const list = lists.get(key) ?? { series, month, rows: [] };
    list.rows.push(readRow(record, index + 1, header));
    lists.set(key, list);
  }
  return [...lists.values()];
}

interface WritableList extends FilingList {
  readonly rows: WrittenFiling[];
}

interface Header {
  readonly places: ColumnPlaces;
  readonly index: number;
  /** Cells of the header row. */
  readonly width: number;
}

function headerRow(table: Table): Header | undefined {
  for (const [index, row] of table.rows.slice(0, HEADER_ROWS_MAX).entries()) {
    const places = columnPlaces(row);
    if (places) return { places, index, width: row.cells.length };
  }
  return undefined;
}

function titleOf(table: Table, header: number, fileName: string): string {
  const above = table.rows.slice(0, header).flatMap((row) => row.cells);
  return [table.title, ...above, fileName].join(' ');
}

/**
 * The headings decide: 算法类别 stands in one series, 角色 in the other. A table with both, as
 * shipped, says it row by row.
 */
function seriesOf(row: TableRow, places: ColumnPlaces, title: string): Series {
  const { 'algorithm-recommendation': recommendation, 'deep-synthesis': synthesis } = SERIES;
  const says = (column: FilingColumn): boolean =>
    places.has('category') && places.has('role')
      ? cellOf(row, places, column) !== ''
      : places.has(column);
  if (says('category') && !says('role')) return recommendation;
  if (says('role') && !says('category')) return synthesis;
  const words = comparable(title);
  const named = Object.values(SERIES).find((series) => words.includes(series.title));
  if (named) return named;
  throw new UnreadableFile(
    'unknown-list',
    'Neither the columns 算法类别 and 角色 nor the title say which series the list belongs to.',
  );
}

/** Blank rows, notes that span the table and repetitions of the header are no records. */
function isLayout(row: TableRow): boolean {
  return (
    row.cells.every((cell) => cell === '') || row.isSpanning || columnPlaces(row) !== undefined
  );
}

function readRow(
  written: TableRow,
  row: number,
  { places, width: expected }: Header,
): WrittenFiling {
  const found = written.cells.length;
  const cell = (column: FilingColumn): string => cellOf(written, places, column);
  return {
    row,
    name: cell('name'),
    category: cell('category'),
    role: cell('role'),
    company: cell('company'),
    products: cell('products'),
    number: cell('number'),
    remark: cell('remark'),
    ...(found !== expected && { cells: { found, expected } }),
  };
}

function cellOf(row: TableRow, places: ColumnPlaces, column: FilingColumn): string {
  const place = places.get(column);
  return place === undefined ? '' : tidied(row.cells[place] ?? '');
}

function unknownMonth(row: number): UnreadableFile {
  return new UnreadableFile(
    'unknown-month',
    `Neither the title, the file's name nor row ${row} (清单月份) says which month's list it is.`,
  );
}
