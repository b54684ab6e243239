import { sql } from '#libs/database';
import { localDate } from '#libs/rulebook';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';
import { DEADLINE_KINDS } from './deadline-row.js';
import type { DeadlineKind, DeadlineStatus } from './deadline-row.js';
import { byPlace } from './found-deadline.js';
import type { FoundDeadline, Place } from './found-deadline.js';
import type { ObligationThen } from '../queries/obligations-then.js';
import { lastDayWithin } from './within.js';
import type { Within } from './within.js';

const STATEMENTS = {
  case: sql(import.meta.url, './due-cases.sql'),
  house: sql(import.meta.url, './due-house-days.sql'),
  obligation: sql(import.meta.url, './due-obligations.sql'),
  'waiver-end': sql(import.meta.url, './ending-waivers.sql'),
} as const satisfies Readonly<Record<DeadlineKind, string>>;

export interface DeadlineSelection {
  readonly company?: string;
  readonly kind?: DeadlineKind;
  readonly status?: DeadlineStatus;
  readonly within: Within;
}

/** What the statements of all kinds are made of. */
export interface DeadlineQuestion {
  readonly asOf: AsOf;
  readonly selection: DeadlineSelection;
  readonly obligations: ReadonlyMap<string, ObligationThen>;
  /** IANA, of days that no law's time zone says. */
  readonly timeZone: string;
  readonly after: Place | undefined;
  readonly limit: number;
}

/** The first deadlines after a place, in the order of their days. */
export async function findDeadlines(
  pool: pg.Pool,
  question: DeadlineQuestion,
): Promise<readonly FoundDeadline[]> {
  const { kind } = question.selection;
  const kinds = kind === undefined ? DEADLINE_KINDS : [kind];
  const found = await Promise.all(kinds.map((one) => ofKind(pool, one, question)));
  return found.flat().sort(byPlace).slice(0, question.limit);
}

async function ofKind(
  pool: pg.Pool,
  kind: DeadlineKind,
  question: DeadlineQuestion,
): Promise<readonly FoundDeadline[]> {
  const { asOf, selection, timeZone, after = START, limit } = question;
  const today = localDate(Date.parse(asOf.validAt), timeZone);
  const rules = rulesOf(question);
  const lastDay = lastDayWithin(today, selection.within);
  const { rows } = await pool.query<FoundDeadline>(STATEMENTS[kind], [
    asOf.validAt,
    asOf.knownAt,
    selection.company,
    selection.status,
    kind === 'case' ? today : Object.fromEntries(rules),
    kind === 'obligation' ? lastOf([...rules.values()], lastDay) : lastDay,
    after.dueOn,
    after.subject,
    after.thing,
    after.kind,
    limit,
  ]);
  return rows.map((row) => ({ ...row, kind }));
}

/** Before every place there is. */
const START: Place = { dueOn: '-infinity', subject: '', thing: '', kind: 'case' };

interface RuleTerms {
  /** The last day that is asked for, where the rule counts days. */
  readonly lastDay: string;
  readonly timeZone: string;
  readonly recurs: boolean;
}

function rulesOf({ asOf, selection, obligations }: DeadlineQuestion) {
  const instant = Date.parse(asOf.validAt);
  const terms = [...obligations.values()].map(({ id, timeZone, kind }): [string, RuleTerms] => {
    const lastDay = lastDayWithin(localDate(instant, timeZone), selection.within);
    return [id, { lastDay, timeZone, recurs: kind === 'recurring' }];
  });
  return new Map(terms);
}

function lastOf(rules: readonly RuleTerms[], atLeast: string): string {
  return rules.reduce((last, { lastDay }) => (lastDay > last ? lastDay : last), atLeast);
}
