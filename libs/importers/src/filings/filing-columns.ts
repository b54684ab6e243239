import type { TableRow } from '../reading/table.js';
import { comparable } from './written-text.js';

export type FilingColumn =
  | 'sequence'
  | 'name'
  | 'category'
  | 'role'
  | 'company'
  | 'products'
  | 'purpose'
  | 'number'
  | 'remark'
  | 'list';

/** The official headings with the variants seen, and Edict's own columns of a shipped list. */
const HEADINGS: readonly (readonly [FilingColumn, readonly string[]])[] = [
  ['sequence', ['序号', '编号']],
  ['name', ['算法名称', '备案算法名称']],
  ['category', ['算法类别', '算法类型', '类别']],
  ['role', ['角色', '主体角色', '服务角色']],
  ['company', ['主体名称', '备案主体名称', '企业名称']],
  ['products', ['应用产品', '产品名称', '应用产品名称', '关联产品']],
  ['purpose', ['主要用途', '用途']],
  ['number', ['备案编号', '备案号', '算法备案编号']],
  ['remark', ['备注']],
  ['list', ['清单月份']],
];

const COLUMNS: ReadonlyMap<string, FilingColumn> = new Map(
  HEADINGS.flatMap(([column, names]) => names.map((name) => [name, column] as const)),
);

const REQUIRED: readonly FilingColumn[] = ['name', 'company', 'number'];

/** Where each column stands in a row. */
export type ColumnPlaces = ReadonlyMap<FilingColumn, number>;

/** The columns that a header row declares, or nothing where the row is no header of a list. */
export function columnPlaces(row: TableRow): ColumnPlaces | undefined {
  const places = new Map<FilingColumn, number>();
  row.cells.forEach((cell, index) => {
    const column = columnOf(cell);
    if (column && !places.has(column)) places.set(column, index);
  });
  return REQUIRED.every((column) => places.has(column)) ? places : undefined;
}

function columnOf(heading: string): FilingColumn | undefined {
  return COLUMNS.get(comparable(heading));
}
