import type { AsOf, Page, PageRequest, Register, RowSelection, Views } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import type { PersonalValues } from '#libs/personal';
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

export function rowsAsked(
  rows: ListedRows,
  request: ListRequest,
  personal: PersonalValues,
): ListSource {
  const { register, row, views } = rows;
  return {
    name: register.name,
    ...(views && { views }),
    at: async (asOf) => {
      const selection = await selectionOf(register, request, personal);
      return {
        columns: columnsOf(row),
        page: (limit, after) => rows.page(asOf, { ...selection, limit, ...(after && { after }) }),
        stream: () => rows.stream(asOf, selection),
      };
    },
  };
}

async function selectionOf(
  register: Register,
  { asked }: ListRequest,
  personal: PersonalValues,
): Promise<RowSelection> {
  const filters: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(asked)) {
    if (!Object.hasOwn(register.filters, name) || typeof value !== 'string') continue;
    const isName = register.filters[name]?.anyOf !== undefined;
    filters[name] = isName ? await personal.formsOf(value) : value;
  }
  const { sort } = asked;
  return { filters, ...(typeof sort === 'string' ? { sort } : {}) };
}
