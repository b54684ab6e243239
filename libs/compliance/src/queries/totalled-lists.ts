import type { AsOf } from '../as-of.js';
import type { RegisterRows } from '../registers/list.js';
import { PAGE_SIZE_MAX } from './registers.js';
import type { Page, Registers } from './registers.js';
import type { FilterChoices, PageEnd, PageRequest, RowSelection } from './row-query.js';
import type { Statuses } from './statuses/statuses.js';
import type { Totals } from './statuses/totals.js';
import type { Totalled } from './statuses/totals-of-lists.js';

/** The registers whose rows have duties. */
export type TotalledName = 'companies' | 'systems';

type Row<Name extends TotalledName> = RegisterRows[Name] & Totals;

/** Registers of those who have duties, each row with what its duties come to. */
export class TotalledLists {
  constructor(
    private readonly registers: Pick<Registers, 'page' | 'keyed'>,
    private readonly statuses: Pick<Statuses, 'totals'>,
  ) {}

  /** @throws InvalidFilter, InvalidSort, InvalidPageEnd */
  async page<Name extends TotalledName>(
    name: Name,
    asOf: AsOf,
    request: PageRequest,
  ): Promise<Page<Row<Name>>> {
    const { rows, ...more } = await this.registers.page(name, asOf, request);
    return { rows: await this.withTotals(name, rows, asOf), ...more };
  }

  /** All of them in the same order, in constant memory. */
  async *stream<Name extends TotalledName>(
    name: Name,
    asOf: AsOf,
    selection: RowSelection = {},
  ): AsyncGenerator<Row<Name>, void, undefined> {
    let after: PageEnd | undefined;
    do {
      const request = { ...selection, limit: PAGE_SIZE_MAX, ...(after && { after }) };
      const page: Page<Row<Name>> = await this.page(name, asOf, request);
      yield* page.rows;
      after = page.next;
    } while (after !== undefined);
  }

  /** All of a selection in the order of their ids, in constant memory. */
  async *keyed<Name extends TotalledName>(
    name: Name,
    asOf: AsOf,
    filters: FilterChoices = {},
    signal?: AbortSignal,
  ): AsyncGenerator<Row<Name>, void, undefined> {
    let waiting: RegisterRows[Name][] = [];
    for await (const { row } of this.registers.keyed(name, asOf, filters, signal)) {
      if (waiting.push(row) < PAGE_SIZE_MAX) continue;
      yield* await this.withTotals(name, waiting, asOf);
      waiting = [];
    }
    yield* await this.withTotals(name, waiting, asOf);
  }

  private async withTotals<Name extends TotalledName>(
    name: Name,
    rows: readonly RegisterRows[Name][],
    asOf: AsOf,
  ): Promise<readonly Row<Name>[]> {
    if (rows.length === 0) return [];
    const totals = await this.statuses.totals(asOf, totalled(name, rows));
    return rows.map((row) => ({ ...row, ...totals(whoseOf(name, row)) }));
  }
}

/** As the totals name them. */
function whoseOf(name: TotalledName, { id }: RegisterRows[TotalledName]): string {
  return name === 'systems' ? `systems/${id}` : id;
}

function totalled(name: TotalledName, rows: readonly RegisterRows[TotalledName][]): Totalled {
  const whose = rows.map((row) => whoseOf(name, row));
  if (name === 'companies') return { companies: whose };
  const companies = rows.flatMap((row) => ('company' in row ? row.company : []));
  return { companies: [...new Set(companies)], subjects: whose };
}
