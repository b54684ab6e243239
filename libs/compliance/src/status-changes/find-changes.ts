import { sql } from '#libs/database';
import { CATALOGUE, STREAM_KINDS } from '#libs/governance';
import type { Status } from '#libs/rulebook';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';
import { causeOf } from '../histories/cause.js';
import type { Cause } from '../histories/cause.js';

const BY_EVENT = sql(import.meta.url, './changes-by-event.sql');
const BY_TIME = sql(import.meta.url, './changes-by-time.sql');

/** Where a change stands in the order of them all. */
export interface ChangePlace {
  readonly position: number;
  /** RFC 3339 in UTC, to the microsecond. */
  readonly at: string;
  readonly subject: string;
  readonly obligation: string;
}

/** A change as the tables have it. */
export interface FoundChange extends ChangePlace {
  readonly company: string;
  /** Nothing where the duty did not apply. */
  readonly before: Status | null;
  readonly after: Status | null;
  readonly dueOn: string | null;
  readonly because: readonly number[];
  /** Whether the event at the position made it; else time did. */
  readonly byEvent: boolean;
}

export interface ChangeQuestion {
  readonly asOf: AsOf;
  readonly company?: string;
  readonly cause?: Cause;
  readonly after: ChangePlace;
  /** The last position that is looked at. */
  readonly upTo: number;
  /** The last moment that is looked at, RFC 3339. */
  readonly until: string;
  readonly limit: number;
}

/** The first changes after a place, in record order. */
export async function findChanges(
  pool: pg.Pool,
  question: ChangeQuestion,
): Promise<readonly FoundChange[]> {
  const { cause, limit } = question;
  const found = await Promise.all([
    cause === 'time-passed' ? [] : byEvent(pool, question),
    cause === undefined || cause === 'time-passed' ? byTime(pool, question) : [],
  ]);
  return found.flat().sort(byPlace).slice(0, limit);
}

async function byEvent(pool: pg.Pool, question: ChangeQuestion): Promise<readonly FoundChange[]> {
  const news = newsOf(question.cause);
  const { rows } = await pool.query<FoundChange>(BY_EVENT, [
    ...common(question, question.asOf.validAt),
    question.upTo,
    news.map(({ type }) => type),
    news.map(({ kind }) => kind),
    question.limit,
  ]);
  return rows;
}

async function byTime(pool: pg.Pool, question: ChangeQuestion): Promise<readonly FoundChange[]> {
  const values = [...common(question, question.until), question.limit];
  const { rows } = await pool.query<FoundChange>(BY_TIME, values);
  return rows;
}

function common({ asOf, company, after }: ChangeQuestion, until: string): readonly unknown[] {
  const { position, at, subject, obligation } = after;
  return [until, asOf.knownAt, company, position, at, subject, obligation];
}

/** The types of events, each with a kind of stream, that are such a cause; all without one. */
function newsOf(cause: Cause | undefined) {
  return NEWS.filter((one) => cause === undefined || one.cause === cause);
}

const NEWS = [...CATALOGUE.keys()].flatMap((type) =>
  STREAM_KINDS.map((kind) => ({ type, kind, cause: causeOf({ type, subject: `${kind}/` }) })),
);

/** As the database compares them: ids have ASCII only. */
function byPlace(one: ChangePlace, other: ChangePlace): number {
  return (
    one.position - other.position ||
    compare(one.at, other.at) ||
    compare(one.subject, other.subject) ||
    compare(one.obligation, other.obligation)
  );
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
