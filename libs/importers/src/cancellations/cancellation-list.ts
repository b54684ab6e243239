import type { Table, TableRow } from '../reading/table.js';
import { comparable, tidied } from '../filings/written-text.js';

/** Columns of a list of cancelled filings: transcribed notices, one row per number. */
const COLUMNS = {
  number: ['备案编号', 'filing_no'],
  date: ['公告日期', 'notice_date'],
  notice: ['公告网址', 'notice_url'],
  name: ['算法名称', 'algorithm_name'],
  company: ['主体名称', 'entity_name'],
} as const;

type Column = keyof typeof COLUMNS;

export interface WrittenCancellation {
  readonly row: number;
  readonly number: string;
  readonly date: string;
  readonly notice: string;
  readonly name: string;
  readonly company: string;
}

/** Whether a table is a list of cancellations: it dates a notice per number. */
export function isCancellationTable({ rows: [header] }: Table): boolean {
  const places = header && placesIn(header);
  return places !== undefined && places.number >= 0 && places.date >= 0;
}

export function readCancellations({
  rows: [header, ...rows],
}: Table): readonly WrittenCancellation[] {
  if (header === undefined) return [];
  const places = placesIn(header);
  return rows.map(({ cells }, index) => {
    const cell = (column: Column): string => tidied(cells[places[column]] ?? '');
    return {
      row: index + 1,
      number: cell('number'),
      date: cell('date'),
      notice: cell('notice'),
      name: cell('name'),
      company: cell('company'),
    };
  });
}

function placesIn({ cells }: TableRow): Readonly<Record<Column, number>> {
  const place = (names: readonly string[]): number =>
    cells.findIndex((cell) => names.includes(comparable(cell)));
  return {
    number: place(COLUMNS.number),
    date: place(COLUMNS.date),
    notice: place(COLUMNS.notice),
    name: place(COLUMNS.name),
    company: place(COLUMNS.company),
  };
}
