import { sql } from '#libs/database';
import type { EventRef } from '#libs/governance';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';
import { PAGE_SIZE_MAX } from '../queries/registers.js';
import type { Fields } from '../registers/register.js';
import type { DeadlineRow } from './deadline-row.js';
import { describeDeadline } from './describe-deadline.js';
import { findDeadlines } from './find-deadlines.js';
import type { DeadlineSelection } from './find-deadlines.js';
import type { FoundDeadline, Place } from './found-deadline.js';
import { obligationsThen } from '../queries/obligations-then.js';

const OWNERS = sql(import.meta.url, './owners.sql');

/** A deadline with what a calendar must know of its versions. */
export interface Deadline {
  readonly row: Fields<DeadlineRow>;
  readonly place: Place;
  /** Grows whenever something that was recorded changes it: a ledger position. */
  readonly revision: number;
  /** When it became what it is, by record or by the passing of time: RFC 3339 in UTC. */
  readonly changedAt: string;
}

export interface DeadlinePage {
  readonly deadlines: readonly Deadline[];
  /** Where the page ended; absent on the last page. */
  readonly next?: Place;
}

export interface DeadlinePageRequest extends DeadlineSelection {
  readonly limit: number;
  readonly after?: Place;
}

export interface DeadlinesOptions {
  /** IANA, of days that no law's time zone says. */
  readonly timeZone: string;
}

/** What is due, and what is past due, as of any pair of times. */
export class Deadlines {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'eventsAt'>,
    private readonly options: DeadlinesOptions,
  ) {}

  /** At most `limit` (up to 1,000) deadlines by day, each once over all pages. */
  async page(asOf: AsOf, request: DeadlinePageRequest): Promise<DeadlinePage> {
    const { limit: wanted, after, ...selection } = request;
    const limit = Math.max(1, Math.min(wanted, PAGE_SIZE_MAX));
    const { timeZone } = this.options;
    const obligations = await obligationsThen(this.pool, asOf);
    const question = { asOf, selection, obligations, timeZone, after };
    // One more than asked for tells whether there is a next page.
    const found = await findDeadlines(this.pool, { ...question, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const [owners, events] = await Promise.all([this.owners(shown, asOf), this.events(shown)]);
    const deadlines = shown.map((one, index) =>
      describeDeadline(one, { obligations, events, owner: owners.get(index), asOf, timeZone }),
    );
    const last = found.length > limit ? shown.at(-1) : undefined;
    return { deadlines, ...(last && { next: last }) };
  }

  /** All deadlines of a selection in the same order, in constant memory. */
  async *stream(asOf: AsOf, selection: DeadlineSelection): AsyncGenerator<Deadline> {
    let after: Place | undefined;
    do {
      const request = { ...selection, limit: PAGE_SIZE_MAX, ...(after && { after }) };
      const page: DeadlinePage = await this.page(asOf, request);
      yield* page.deadlines;
      after = page.next;
    } while (after !== undefined);
  }

  /** Who looks after them, by their places in the list. */
  private async owners(
    found: readonly FoundDeadline[],
    { validAt, knownAt }: AsOf,
  ): Promise<ReadonlyMap<number, string>> {
    const { rows } = await this.pool.query<{ place: number; owner: string }>(OWNERS, [
      validAt,
      knownAt,
      found.map(({ subject }) => subject),
      found.map(({ company }) => company),
      found.map(({ obligation }) => obligation ?? null),
    ]);
    return new Map(rows.map(({ place, owner }) => [place - 1, owner]));
  }

  private events(found: readonly FoundDeadline[]): Promise<ReadonlyMap<number, EventRef>> {
    const positions = found.flatMap(({ because, revision }) => [...because, revision]);
    return this.ledger.eventsAt(positions);
  }
}
