import { sql } from '#libs/database';
import type { Ledger, RecordedEvent } from '#libs/ledger';
import { localDate } from '#libs/rulebook';
import type { Status } from '#libs/rulebook';
import type pg from 'pg';
import type { RegisterRows } from '../../registers/list.js';
import type { Fields } from '../../registers/register.js';
import { PAGE_SIZE_MAX } from '../registers.js';
import { dueFields, referenceTo, unreadable } from './describe-status.js';
import type { SegmentRow } from './segment-row.js';
import type { Duty, StoredStatus } from './status-query.js';

const STATUS_HISTORY = sql(import.meta.url, './status-history.sql');
const RULES_OVER_TIME = sql(import.meta.url, './rules-over-time.sql');

type Segment = Fields<SegmentRow>;
type Obligation = RegisterRows['obligations'];

/** Which duties, and through which period; without bounds it is all of valid time. */
export interface HistorySelection {
  readonly company?: string;
  /** `<collection>/<id>`. */
  readonly subject?: string;
  readonly obligation?: string;
  /** RFC 3339. */
  readonly from?: string;
  /** RFC 3339, exclusive. */
  readonly to?: string;
}

/** The segment with which a page ended. */
export interface SegmentEnd extends Duty {
  /** RFC 3339. */
  readonly from: string;
}

export interface HistoryPage extends HistorySelection {
  readonly limit: number;
  readonly after?: SegmentEnd;
}

interface StoredSegment extends Omit<
  StoredStatus,
  'status' | 'rule_version' | 'valid_from' | 'valid_to'
> {
  readonly status: Status;
  readonly rule_version: number | null;
  readonly met_throughout: boolean | null;
  readonly starts: Date | number;
  readonly ends: Date | number;
}

interface RuleOverTime {
  readonly row: Obligation;
  readonly valid_from: Date | number;
  readonly valid_to: Date | number;
}

/** What duties were through a period, as it is known at any position. */
export class StatusHistory {
  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Pick<Ledger, 'eventsAt'>,
  ) {}

  /**
   * At most `limit` (up to 1,000) segments by company, obligation, subject and time. Those of one
   * duty leave no hole in the period: where it did not apply, a segment says so.
   */
  async page(
    knownAt: number,
    request: HistoryPage,
  ): Promise<{ readonly rows: readonly Segment[]; readonly next?: SegmentEnd }> {
    const limit = Math.max(1, Math.min(request.limit, PAGE_SIZE_MAX));
    const { rows: found } = await this.pool.query<StoredSegment>(
      STATUS_HISTORY,
      valuesOf(knownAt, request, limit + 1),
    );
    const stored = found.slice(0, limit);
    const rows = await this.described(stored, knownAt);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, ...(last && { next: last }) };
  }

  /** All segments of a selection in the same order, in constant memory. */
  async *stream(
    knownAt: number,
    selection: HistorySelection,
  ): AsyncGenerator<Segment, void, undefined> {
    let after: SegmentEnd | undefined;
    do {
      const request = { ...selection, limit: PAGE_SIZE_MAX, ...(after && { after }) };
      const page = await this.page(knownAt, request);
      yield* page.rows;
      after = page.next;
    } while (after !== undefined);
  }

  private async described(stored: readonly StoredSegment[], knownAt: number) {
    if (stored.length === 0) return [];
    const names = [...new Set(stored.map(({ obligation }) => obligation))];
    const [rules, events] = await Promise.all([
      this.pool.query<RuleOverTime>(RULES_OVER_TIME, [names, knownAt]),
      this.ledger.eventsAt(stored.flatMap(({ because }) => because)),
    ]);
    return stored.map((one) => describeSegment(one, ruleOf(one, rules.rows), events));
  }
}

/** A page begins after the first row that there can be. */
const BEFORE_ALL: SegmentEnd = { company: '', obligation: '', subject: '', from: '-infinity' };

function valuesOf(knownAt: number, request: HistoryPage, limit: number): unknown[] {
  const { company, subject, obligation, from = '-infinity', to = 'infinity' } = request;
  const { after = BEFORE_ALL } = request;
  return [
    company,
    subject,
    obligation,
    knownAt,
    from,
    to,
    after.company,
    after.obligation,
    after.subject,
    after.from,
    limit,
  ];
}

/** The rule that was valid when the segment began; before the first, that one. */
function ruleOf({ obligation, starts }: StoredSegment, rules: readonly RuleOverTime[]): Obligation {
  const own = rules.filter(({ row }) => row.id === obligation);
  const valid = own.findLast(({ valid_from: from }) => Number(from) <= Number(starts)) ?? own[0];
  return valid?.row ?? unreadable(obligation);
}

function describeSegment(
  stored: StoredSegment,
  rule: Obligation,
  events: ReadonlyMap<number, RecordedEvent>,
): Segment {
  const { company, subject, obligation, status, missing, because } = stored;
  const { rule_version: ruleVersion, met_at: metAt, met_throughout: metThroughout } = stored;
  return {
    subject,
    company,
    obligation,
    instrument: rule.instrument,
    title: rule.title,
    force: rule.force,
    grade: rule.grade,
    ...(ruleVersion === null ? {} : { ruleVersion }),
    status,
    from: new Date(stored.starts).toISOString(),
    ...(stored.ends instanceof Date && { to: stored.ends.toISOString() }),
    ...dueFields(stored),
    ...(metAt && { metOn: localDate(metAt.getTime(), rule.timeZone) }),
    ...(metThroughout === null ? {} : { metThroughout }),
    expectation: rule.expectation,
    because: because.flatMap((position) => {
      const event = events.get(position);
      return event === undefined ? [] : [referenceTo(event)];
    }),
    missing,
  };
}
