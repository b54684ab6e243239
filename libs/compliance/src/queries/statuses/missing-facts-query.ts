import type { AsOf } from '../../as-of.js';
import { countedDuties } from '../../registers/duty-totals.js';
import { momentSql } from '../row-query.js';
import { statusConditions } from './status-query.js';

export interface MissingFactsSelection {
  readonly companies?: readonly string[];
  /** As the ledger has the name of who looks after the duties: one of these texts. */
  readonly owners?: readonly string[];
}

/** A fact and how many unknown duties wait for it. */
export interface MissingFact {
  readonly subject: string;
  readonly company: string;
  readonly fact: string;
  readonly settles: number;
  readonly obligations: readonly string[];
}

export interface MissingFactsPage extends MissingFactsSelection {
  readonly limit: number;
  readonly after?: Pick<MissingFact, 'settles' | 'subject' | 'fact'>;
}

/**
 * A fact of a company that a rule for systems looks at is missing once, of the company. Obligations
 * are looked up for the page only.
 */
export function missingFactsQuery(asOf: AsOf, request: MissingFactsPage) {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const { after, limit, ...selection } = request;
  const duties = [
    ...statusConditions(asOf, { ...selection, statuses: ['unknown'] }, bind),
    countedDuties(momentSql(asOf, bind).holds),
  ].join('\n  and ');
  const text = `with fact as (
  select
    case when name like 'company.%' then 'companies/' || company else subject end as whose,
    company as owner,
    case when name like 'company.%' then substr(name, 9) else name end as fact,
    count(*) as settles
  from compliance.compliance_status cross join unnest(missing) as name
  where ${duties}
  group by 1, 2, 3
),
page as (
  select whose, owner, fact, settles
  from fact
  ${after === undefined ? '' : `where ${beyond(after, bind)}`}
  order by settles desc, whose, fact
  limit ${bind(limit)}
)
select whose as subject, owner as company, fact, settles, array(
  select distinct obligation
  from compliance.compliance_status
  where ${duties}
  and company = owner
  and (
    (subject = whose and fact = any (missing))
    or (whose = 'companies/' || company and 'company.' || fact = any (missing))
  )
  order by obligation
) as obligations
from page
order by settles desc, whose, fact`;
  return { text, values };
}

function beyond(
  { settles, subject, fact }: NonNullable<MissingFactsPage['after']>,
  bind: (value: unknown) => string,
): string {
  const count = `${bind(settles)}::bigint`;
  const later = `(whose, fact) > (${bind(subject)}, ${bind(fact)})`;
  return `(settles < ${count} or (settles = ${count} and ${later}))`;
}
