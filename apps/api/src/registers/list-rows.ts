import type {
  AsOf,
  Page,
  PageRequest,
  Register,
  Registers,
  RowSelection,
  Views,
} from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import { Table, View } from '../answers/answer.js';
import type { AsOfAsked } from '../lists/as-of.js';
import { timeless, told } from '../lists/as-of.js';
import type { ListRequest } from '../lists/listed.js';
import { pinnedAsOf } from '../lists/pinned.js';

/** Rows that are selected and ordered as a register is, whatever else they carry. */
export interface ListedRows {
  readonly register: Register;
  readonly row: new () => object;
  /** What the rows are read from; by default the registers. */
  readonly views?: Views;
  readonly page: (asOf: AsOf, request: PageRequest) => Promise<Page<object>>;
  readonly stream: (asOf: AsOf, selection: RowSelection) => AsyncIterable<object>;
}

/** A page of the rows, or the whole of them as CSV. */
export function listRows(
  registers: Registers,
  rows: ListedRows,
  request: ListRequest,
): Promise<View | Table> {
  const answer = request.csv === undefined ? page : table;
  return answer(registers, rows, request);
}

async function page(registers: Registers, rows: ListedRows, request: ListRequest) {
  const { limit, cursor, next } = request;
  const asked = request.asked as AsOfAsked;
  const asOf = await pinnedAsOf(registers, asked, cursor, rows.views);
  const { rows: items, next: end } = await rows.page(asOf, {
    ...selectionOf(rows.register, request),
    limit,
    ...(cursor === undefined ? {} : { after: cursor.after }),
  });
  const more = end === undefined ? {} : { next: next(asOf.knownAt, end, asOf.validAt) };
  const times = told(asOf, asked.knownAt);
  return new View({ items, ...more, asOf: times }, asOf.reached, [items, timeless(times, asked)]);
}

async function table(registers: Registers, rows: ListedRows, request: ListRequest) {
  const { register, row, views } = rows;
  const { validAt, knownAt } = request.asked as AsOfAsked;
  const asOf = await registers.asOf(validAt, knownAt, views);
  const all = rows.stream(asOf, selectionOf(register, request));
  const { csv = 'data' } = request;
  return new Table(register.name, columnsOf(row), all, csv, asOf.reached);
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
