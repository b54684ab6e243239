import { onPrimary, periodNow, sql, streamRows } from '#libs/database';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import type { AsOf, ReachedAsOf } from '../as-of.js';
import { registerNamed } from '../registers/list.js';
import type { RegisterName, RegisterRows } from '../registers/list.js';
import { UnknownPosition } from './errors.js';
import { reachedPosition, REGISTER_VIEWS, waitUntilReached } from './reached.js';
import type { Views } from './reached.js';
import { readKnownAt, readValidAt, refuseOutside } from './read-times.js';
import type { KnownAt } from './read-times.js';
import { keyedQuery, rowQuery } from './row-query.js';
import type { FilterChoices, PageEnd, PageRequest, RowSelection } from './row-query.js';

const FIND_ROW = sql(import.meta.url, './find-row.sql');

export const PAGE_SIZE_MAX = 1_000;
/** How long a question about a position waits for the registers to reach it. */
export const PROJECTED_TIMEOUT_MS = 5_000;

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Absent on the last page. */
  readonly next?: PageEnd;
}

export interface RegistersOptions {
  /** IANA time zone in which bare dates are read. */
  readonly timeZone: string;
}

/** A row with what names it, unique within its register at any moment of both times. */
export interface Keyed<Row> {
  readonly key: string;
  readonly row: Row;
}

/** The registers as of any pair of times. */
export class Registers {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'head' | 'positionAt'>,
    private readonly options: RegistersOptions,
  ) {}

  /**
   * Reads the two times of a question and waits until the views that answer it have reached them.
   * @param validAt RFC 3339, or a date (its last instant); by default now
   * @param knownAt RFC 3339, or `position:<n>`; by default all that the views have reached
   * @throws InvalidAsOf, OutsidePeriod, UnknownPosition, NotYetProjected
   */
  async asOf(
    validAt?: string,
    knownAt?: string,
    views: Views = REGISTER_VIEWS,
  ): Promise<ReachedAsOf> {
    const instant =
      validAt === undefined
        ? new Date().toISOString()
        : readValidAt(validAt, this.options.timeZone);
    refuseOutside(periodNow(), instant);
    const known = knownAt === undefined ? undefined : readKnownAt(knownAt);
    const reached = await this.reached(views);
    if (known === undefined) return { validAt: instant, knownAt: reached, reached };
    const position = await this.positionOf(known, reached);
    const waited = await this.waitUntil(position, PROJECTED_TIMEOUT_MS, views);
    return { validAt: instant, knownAt: position, reached: waited };
  }

  /**
   * At most `limit` (up to 1,000) rows in their order, each row once over all pages.
   * @throws InvalidFilter, InvalidSort, InvalidPageEnd
   */
  async page<Name extends RegisterName>(
    register: Name,
    asOf: AsOf,
    request: PageRequest,
  ): Promise<Page<RegisterRows[Name]>> {
    const limit = Math.max(1, Math.min(request.limit, PAGE_SIZE_MAX));
    // One more than asked for tells whether there is a next page.
    const query = rowQuery(registerNamed(register), asOf, { ...request, limit: limit + 1 });
    const { rows } = await this.pool.query<PageEnd & { readonly row: RegisterRows[Name] }>(
      query.text,
      [...query.values],
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      rows: rows.slice(0, limit).map(({ row }) => row),
      ...(last && { next: { sort: last.sort, key: last.key } }),
    };
  }

  /**
   * All rows of a selection in its order, in constant memory. No connection is held between pages:
   * the rows as of a pair of times never change.
   * @throws InvalidFilter, InvalidSort when the first row is asked for
   */
  async *stream<Name extends RegisterName>(
    register: Name,
    asOf: AsOf,
    selection: RowSelection = {},
  ): AsyncGenerator<RegisterRows[Name], void, undefined> {
    let after: PageEnd | undefined;
    do {
      const request = { ...selection, limit: PAGE_SIZE_MAX, ...(after && { after }) };
      const page: Page<RegisterRows[Name]> = await this.page(register, asOf, request);
      yield* page.rows;
      after = page.next;
    } while (after !== undefined);
  }

  /**
   * All rows of a selection in the order of their keys, by one statement, in constant memory.
   * @throws InvalidFilter when the first row is asked for
   */
  async *keyed<Name extends RegisterName>(
    register: Name,
    asOf: AsOf,
    filters: FilterChoices = {},
    signal?: AbortSignal,
  ): AsyncGenerator<Keyed<RegisterRows[Name]>, void, undefined> {
    const query = keyedQuery(registerNamed(register), asOf, filters);
    yield* streamRows<Keyed<RegisterRows[Name]>>(this.pool, query, signal);
  }

  /** The row of this key, if there is one then. Keys of companies, systems ... are their bare ids. */
  async find<Name extends RegisterName>(
    register: Name,
    key: string,
    asOf: AsOf,
  ): Promise<RegisterRows[Name] | undefined> {
    if (key.includes('\0')) return undefined;
    const { rows } = await this.pool.query<{ readonly row: RegisterRows[Name] }>(FIND_ROW, [
      register,
      key,
      asOf.validAt,
      asOf.knownAt,
    ]);
    return rows[0]?.row;
  }

  /** The position up to which the views are projected. */
  reached(views: Views = REGISTER_VIEWS): Promise<number> {
    return reachedPosition(this.pool, views);
  }

  /**
   * Returns what the views have reached as soon as it is this position or a later one.
   * @throws NotYetProjected when the time is over
   */
  waitUntil(position: number, timeoutMs: number, views: Views = REGISTER_VIEWS): Promise<number> {
    return waitUntilReached(this.pool, views, position, timeoutMs);
  }

  private async positionOf(known: KnownAt, reached: number): Promise<number> {
    // A replica that is behind does not know what was recorded by then.
    if ('time' in known) return onPrimary(() => this.ledger.positionAt(known.time));
    if (known.position > reached) {
      const head = await onPrimary(() => this.ledger.head());
      if (known.position > head.position) throw new UnknownPosition(known.position, head.position);
    }
    return known.position;
  }
}
