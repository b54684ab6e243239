import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import type { AsOf } from '../../as-of.js';
import type { Fields } from '../../registers/register.js';
import { PAGE_SIZE_MAX } from '../registers.js';
import { describeStatus } from './describe-status.js';
import { statusQuery } from './status-query.js';
import type { Duty, StatusPage, StatusSelection, StoredStatus } from './status-query.js';
import type { StatusRow } from './status-row.js';
import { surroundingsOf } from './surroundings.js';
import type { Totals } from './totals.js';
import { readTotals } from './totals-of-lists.js';
import type { Totalled } from './totals-of-lists.js';

/** More duties than any company has; what is asked for at once is bounded all the same. */
export const DUTIES_AT_ONCE_MAX = 1_000_000;

export interface PageOfStatuses {
  readonly rows: readonly Fields<StatusRow>[];
  /** The last duty of the page; absent on the last page. */
  readonly next?: Duty;
}

/** What each duty is, as of any pair of times. */
export class Statuses {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'eventsAt'>,
  ) {}

  /** At most `limit` (up to 1,000) duties by company, obligation and subject, each once over all pages. */
  async page(asOf: AsOf, request: StatusPage): Promise<PageOfStatuses> {
    const limit = Math.max(1, Math.min(request.limit, PAGE_SIZE_MAX));
    // One more than asked for tells whether there is a next page.
    const stored = await this.stored(asOf, { ...request, limit: limit + 1 });
    const rows = await this.described(stored.slice(0, limit), asOf);
    const last = stored.length > limit ? rows.at(-1) : undefined;
    return { rows, ...(last && { next: last }) };
  }

  /** All duties of a selection in the same order, in constant memory. */
  async *stream(
    asOf: AsOf,
    selection: StatusSelection = {},
  ): AsyncGenerator<Fields<StatusRow>, void, undefined> {
    let after: Duty | undefined;
    do {
      const request = { ...selection, limit: PAGE_SIZE_MAX, ...(after && { after }) };
      const page: PageOfStatuses = await this.page(asOf, request);
      yield* page.rows;
      after = page.next;
    } while (after !== undefined);
  }

  /** All duties of a selection at once. */
  async all(asOf: AsOf, selection: StatusSelection): Promise<readonly Fields<StatusRow>[]> {
    const stored = await this.stored(asOf, { ...selection, limit: DUTIES_AT_ONCE_MAX });
    return this.described(stored, asOf);
  }

  /** What the duties of each of these companies, or of some subjects of theirs, come to. */
  totals(asOf: AsOf, wanted: Totalled): Promise<(whose: string) => Totals> {
    return readTotals(this.pool, wanted, asOf);
  }

  private async stored(asOf: AsOf, request: StatusPage): Promise<readonly StoredStatus[]> {
    const { text, values } = statusQuery(asOf, request);
    const { rows } = await this.pool.query<StoredStatus>(text, values);
    return rows;
  }

  private async described(stored: readonly StoredStatus[], asOf: AsOf) {
    if (stored.length === 0) return [];
    const { pool, ledger } = this;
    const around = await surroundingsOf(stored, asOf, { pool, ledger });
    return stored.map((one) => describeStatus(one, around, asOf));
  }
}
