import { sql } from '#libs/database';
import { STATUSES, worse } from '#libs/rulebook';
import type pg from 'pg';
import type { AsOf } from '../../as-of.js';
import { countedDuties } from '../../registers/duty-totals.js';
import type { RegisterRows } from '../../registers/list.js';
import type { Fields } from '../../registers/register.js';
import { PAGE_SIZE_MAX } from '../registers.js';
import type { Registers } from '../registers.js';
import { momentSql } from '../row-query.js';
import { unreadable } from './describe-status.js';
import type { MatrixCell, MatrixColumn, MatrixRow } from './matrix-row.js';
import { statusConditions } from './status-query.js';
import type { StatusSelection } from './status-query.js';
import type { RowStatus } from './status-row.js';

const MATRIX_CELLS = sql(import.meta.url, './matrix-cells.sql');
const NAMES = sql(import.meta.url, './names-of-companies.sql');

/** With `statuses`, the companies that have such a duty among those asked for. */
export type MatrixSelection = Pick<StatusSelection, 'companies' | 'obligations' | 'statuses'>;

export interface MatrixPage extends MatrixSelection {
  readonly limit: number;
  /** The company with which the page before ended. */
  readonly after?: string;
}

type Obligation = RegisterRows['obligations'];
type Column = Fields<MatrixColumn>;
type Row = Fields<MatrixRow>;

interface CellRow {
  readonly company: string;
  readonly obligation: string;
  readonly status: RowStatus;
  readonly due_on: string | null;
  readonly provisional: boolean;
  readonly subjects: number;
}

/** Companies by obligations, as of any pair of times. */
export class Matrix {
  constructor(
    private readonly pool: pg.Pool,
    private readonly registers: Pick<Registers, 'stream'>,
  ) {}

  /** The obligations asked for that events can show, by id. */
  async columns(asOf: AsOf, { obligations }: MatrixSelection): Promise<readonly Column[]> {
    const columns: Column[] = [];
    const filters = { evaluated: 'true' };
    for await (const rule of this.registers.stream('obligations', asOf, { filters })) {
      if (obligations?.includes(rule.id) ?? true) columns.push(columnOf(rule));
    }
    return columns;
  }

  /** At most `limit` (up to 1,000) companies by id. */
  async page(
    asOf: AsOf,
    columns: readonly Column[],
    request: MatrixPage,
  ): Promise<{ readonly rows: readonly Row[]; readonly next?: string }> {
    const limit = Math.max(1, Math.min(request.limit, PAGE_SIZE_MAX));
    const found = await this.companies(asOf, { ...request, limit: limit + 1 });
    const companies = found.slice(0, limit);
    const { validAt, knownAt } = asOf;
    const { obligations } = request;
    const [cells, named] = await Promise.all([
      this.pool.query<CellRow>(MATRIX_CELLS, [companies, obligations, validAt, knownAt, STATUSES]),
      this.pool.query<{ key: string; name: Row['name'] }>(NAMES, [companies, validAt, knownAt]),
    ]);
    const nameOf = new Map(named.rows.map(({ key, name }) => [key, name]));
    const rowOf = rowsBy(cells.rows, columns);
    const rows = companies.map((id) => rowOf(id, nameOf.get(id) ?? {}));
    const last = found.length > limit ? companies.at(-1) : undefined;
    return { rows, ...(last !== undefined && { next: last }) };
  }

  /** All companies in the same order, in constant memory. */
  async *stream(
    asOf: AsOf,
    columns: readonly Column[],
    selection: MatrixSelection,
  ): AsyncGenerator<Row, void, undefined> {
    let after: string | undefined;
    do {
      const request = { ...selection, limit: PAGE_SIZE_MAX, ...(after !== undefined && { after }) };
      const page = await this.page(asOf, columns, request);
      yield* page.rows;
      after = page.next;
    } while (after !== undefined);
  }

  private async companies(asOf: AsOf, request: MatrixPage): Promise<readonly string[]> {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const { after, limit, ...selection } = request;
    const conditions = [
      ...statusConditions(asOf, selection, bind),
      ...(selection.statuses ? [countedDuties(momentSql(asOf, bind).holds)] : []),
      ...(after === undefined ? [] : [`company > ${bind(after)}`]),
    ];
    const text = `select company
from compliance.compliance_status
where ${conditions.join('\n  and ')}
group by company
order by company
limit ${bind(limit)}`;
    const { rows } = await this.pool.query<{ company: string }>(text, values);
    return rows.map(({ company }) => company);
  }
}

function columnOf(rule: Obligation): Column {
  const { id, instrument, provision, title, force, grade, expectation } = rule;
  return { obligation: id, instrument, provision, title, force, grade, expectation };
}

function rowsBy(cells: readonly CellRow[], columns: readonly Column[]) {
  const columnNamed = new Map(columns.map((column) => [column.obligation, column]));
  const cellsOf = new Map<string, CellRow[]>();
  for (const cell of cells) {
    const own = cellsOf.get(cell.company);
    if (own) own.push(cell);
    else cellsOf.set(cell.company, [cell]);
  }
  const column = (id: string): Column => columnNamed.get(id) ?? columnOf(unreadable(id));
  return (company: string, name: Row['name']): Row => {
    const own = (cellsOf.get(company) ?? []).map((cell) => ({ cell, of: column(cell.obligation) }));
    const counted = own.filter(({ of }) => !of.expectation).map(({ cell }) => cell.status);
    const [first, ...others] = counted;
    const worst = first && others.reduce<RowStatus>(worseRow, first);
    return {
      company,
      name,
      ...(worst && { status: worst }),
      cells: own.map(({ cell, of }) => cellOf(cell, of)),
    };
  };
}

function worseRow(one: RowStatus, other: RowStatus): RowStatus {
  return worse(one, other) === one ? one : other;
}

function cellOf(
  { obligation, status, due_on: dueOn, provisional, subjects }: CellRow,
  { force, grade }: Column,
): Fields<MatrixCell> {
  return {
    obligation,
    status,
    ...(dueOn === null ? {} : { dueOn }),
    ...(provisional && { provisional }),
    force,
    grade,
    subjects,
  };
}
