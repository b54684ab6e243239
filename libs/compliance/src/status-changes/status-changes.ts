import { reachingEverything } from '#libs/database';
import type { EventRef } from '#libs/governance';
import type { Ledger, RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';
import { obligationsThen } from '../queries/obligations-then.js';
import type { ObligationThen } from '../queries/obligations-then.js';
import { PAGE_SIZE_MAX } from '../queries/registers.js';
import type { Fields } from '../registers/register.js';
import { causeOf } from '../histories/cause.js';
import type { Cause } from '../histories/cause.js';
import { findChanges } from './find-changes.js';
import type { ChangePlace, ChangeQuestion, FoundChange } from './find-changes.js';
import type { StatusChangeRow } from './status-change-row.js';

type Row = Fields<StatusChangeRow>;

export interface ChangeSelection {
  readonly company?: string;
  readonly cause?: Cause;
  /** The head at the last visit: changes after it, and those that time brought after it. */
  readonly position?: number;
  /** Instant of the last visit (RFC 3339): of what time brought, only what came later. */
  readonly since?: string;
}

export interface ChangePageRequest extends ChangeSelection {
  readonly limit: number;
  readonly after?: ChangePlace;
}

export interface ChangePage {
  readonly rows: readonly Row[];
  /** Where the page ended; absent on the last page. */
  readonly next?: ChangePlace;
}

/** Positions that the first statement of a page looks at; each further one at twice as many. */
export const WINDOW_POSITIONS_FIRST = 64;
export const WINDOW_POSITIONS_MAX = 65_536;
/** A page for which more would have to be looked at is cut short, with a next one. */
const WINDOWS_MAX = 40;
/** Rows that are held at once where all are wanted. */
const STREAMED_AT_ONCE = 10_000;

/** Greater than any subject. */
const LAST_SUBJECT = { subject: '~', obligation: '' };

export interface StatusChangesOptions {
  readonly windowPositionsFirst?: number;
  readonly windowPositionsMax?: number;
}

interface Search {
  readonly found: readonly FoundChange[];
  /** Where it stopped before the end. */
  readonly reached?: ChangePlace;
}

/**
 * Every change of a status in record order, as a clock that runs along the ledger meets them: at
 * each moment it shows what holds then, as known then. A change is made by the event that is
 * recorded at a moment, or by time between two events. Those up to (V, P) taken one after another
 * give the statuses as of V, as known at P.
 */
export class StatusChanges {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'eventsAt'>,
    private readonly options: StatusChangesOptions = {},
  ) {}

  /** At most `limit` (up to 1,000) changes in record order, each once over all pages. */
  page(asOf: AsOf, request: ChangePageRequest): Promise<ChangePage> {
    const limit = Math.max(1, Math.min(request.limit, PAGE_SIZE_MAX));
    return this.part(asOf, { ...request, limit });
  }

  private async part(asOf: AsOf, request: ChangePageRequest): Promise<ChangePage> {
    const { limit, company, cause } = request;
    const after = request.after ?? (await this.start(request));
    if (after === undefined) return { rows: [] };
    const filters = { ...(company === undefined ? {} : { company }), ...(cause && { cause }) };
    // One more than asked for tells whether there is a next page.
    const { found, reached } = await this.find({ asOf, ...filters, after, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : reached;
    return { rows: await this.described(shown, asOf), ...(last && { next: placeOf(last) }) };
  }

  /** Looks window by window; `reached` is where it stopped before the end. */
  private async find(question: Omit<ChangeQuestion, 'upTo' | 'until'>): Promise<Search> {
    const found: FoundChange[] = [];
    let { after } = question;
    for (let windows = 0; windows < WINDOWS_MAX; windows += 1) {
      const { upTo, until, isLast } = await this.window(question, after.position, windows);
      const limit = question.limit - found.length;
      found.push(...(await findChanges(this.pool, { ...question, after, upTo, until, limit })));
      if (isLast || found.length >= question.limit) return { found };
      // Every change up to here is found, and every subject comes before this one.
      after = { position: upTo, at: until, ...LAST_SUBJECT };
    }
    return { found, reached: after };
  }

  /** The next events, and the time until the one after them. */
  private async window(
    { asOf, company }: Pick<ChangeQuestion, 'asOf' | 'company'>,
    from: number,
    windows: number,
  ) {
    const { windowPositionsFirst: first = WINDOW_POSITIONS_FIRST } = this.options;
    const { windowPositionsMax: most = WINDOW_POSITIONS_MAX } = this.options;
    // Everybody's changes may be many or none; those of one company are few.
    const positions = Math.min(first * 2 ** windows, most);
    const upTo = company === undefined ? from + positions : asOf.knownAt;
    const next = upTo + 1;
    const until = await this.recordedAt(next);
    const isLast =
      upTo >= asOf.knownAt || until === undefined || Date.parse(until) > Date.parse(asOf.validAt);
    if (!isLast) return { upTo, until, isLast };
    return { upTo: Math.min(upTo, asOf.knownAt), until: asOf.validAt, isLast };
  }

  /** All changes of a selection in the same order, in constant memory. */
  async *stream(asOf: AsOf, selection: ChangeSelection): AsyncGenerator<Row, void, undefined> {
    let after: ChangePlace | undefined;
    do {
      const request = { ...selection, limit: STREAMED_AT_ONCE, ...(after && { after }) };
      const part: ChangePage = await this.part(asOf, request);
      yield* part.rows;
      after = part.next;
    } while (after !== undefined);
  }

  /** Before the first change that is new; absent where nothing can be. */
  private async start({ position = 0, since }: ChangeSelection): Promise<ChangePlace | undefined> {
    const first = Math.max(1, position);
    const recordedtime = await this.recordedAt(first);
    if (recordedtime === undefined) return undefined;
    const isLater = since !== undefined && Date.parse(since) > Date.parse(recordedtime);
    // Nothing that the position itself changed is new, and every subject comes before this one.
    return { position, at: isLater ? since : recordedtime, ...LAST_SUBJECT };
  }

  /** The record order is one for all: also where the event itself is out of reach. */
  private async recordedAt(position: number): Promise<string | undefined> {
    const found = await reachingEverything(() => this.ledger.eventsAt([position]));
    return found.get(position)?.recordedtime;
  }

  private async described(found: readonly FoundChange[], asOf: AsOf): Promise<readonly Row[]> {
    if (found.length === 0) return [];
    const [obligations, events] = await Promise.all([
      obligationsThen(this.pool, asOf),
      this.ledger.eventsAt(found.flatMap(({ because, position }) => [...because, position])),
    ]);
    return found.map((one) => rowOf(one, obligations.get(one.obligation), events));
  }
}

function placeOf({ position, at, subject, obligation }: ChangePlace): ChangePlace {
  return { position, at, subject, obligation };
}

function rowOf(
  found: FoundChange,
  rule: ObligationThen | undefined,
  events: ReadonlyMap<number, RecordedEvent>,
): Row {
  const { position, at, company, subject, obligation, dueOn, byEvent } = found;
  const event = byEvent ? events.get(position) : undefined;
  const [collection, id] = subject.split('/', 2);
  return {
    position,
    changedAt: new Date(at).toISOString(),
    cause: event === undefined ? 'time-passed' : causeOf(event),
    company,
    subject,
    ...(collection === 'systems' && id !== undefined ? { system: id } : {}),
    obligation,
    title: rule?.title ?? { en: obligation, zh: obligation },
    before: found.before ?? 'not-applicable',
    after: found.after ?? 'not-applicable',
    ...(dueOn === null ? {} : { dueOn }),
    ...(event && { event: referenceTo(event) }),
    because: found.because.flatMap((one) => {
      const behind = events.get(one);
      return behind === undefined ? [] : [referenceTo(behind)];
    }),
  };
}

function referenceTo({ position, type, time, recordedtime }: RecordedEvent): EventRef {
  return { position, type, time, recordedtime };
}
