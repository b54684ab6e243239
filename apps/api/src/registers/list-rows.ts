import type { AsOf, Page, PageRequest, Register, RowSelection, Views } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import type { ListSource } from '../lists/answer-list.js';
import type { ListRequest } from '../lists/listed.js';

/** Rows that are selected and ordered as a register is, whatever else they carry. */
export interface ListedRows {
  readonly register: Register;
  readonly row: new () => object;
  /** What the rows are read from; by default the registers. */
  readonly views?: Views;
  readonly page: (asOf: AsOf, request: PageRequest) => Promise<Page<object>>;
  readonly stream: (asOf: AsOf, selection: RowSelection) => AsyncIterable<object>;
}

export function rowsAsked(rows: ListedRows, request: ListRequest): ListSource {
  const { register, row, views } = rows;
  const selection = selectionOf(register, request);
  return {
    name: register.name,
    ...(views && { views }),
    at: (asOf) => ({
      columns: columnsOf(row),
      page: (limit, after) => rows.page(asOf, { ...selection, limit, ...(after && { after }) }),
      stream: () => rows.stream(asOf, selection),
    }),
  };
}

function selectionOf(register: Register, { asked }: ListRequest): RowSelection {
  const filters = Object.entries(asked).flatMap(([name, value]) =>
    Object.hasOwn(register.filters, name) && typeof value === 'string' ? [[name, value]] : [],
  );
  const { sort } = asked;
  return {
    filters: Object.fromEntries(filters) as Record<string, string>,
    ...(typeof sort === 'string' ? { sort } : {}),
  };
}
