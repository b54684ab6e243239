import { STATUSES } from '#libs/rulebook';
import type { Status } from '#libs/rulebook';
import type { Filter } from './filter.js';
import type { Sort } from './sort.js';

export const COUNTED_STATUSES = STATUSES.filter((status) => status !== 'not-applicable');

/** The companies that have a duty of some status. */
export const withStatus: Filter = {
  description: 'Has at least one duty of this status, those of authorities aside.',
  type: 'choice',
  choices: COUNTED_STATUSES,
  condition: (value, bind, { holds }) => `key in (
    select company from compliance.compliance_status
    where status = ${bind(value)} and ${holds} and ${countedDuties(holds)}
  )`,
};

/** By how many duties of a status a company has. */
export function byCount(status: Status): Sort {
  return {
    type: 'bigint',
    expression: 'coalesce(total, 0)',
    join: ({ holds }) => `left join (
    select company as total_of, count(*) as total from compliance.compliance_status
    where status = '${status}' and ${holds} and ${countedDuties(holds)}
    group by company
  ) as totals on total_of = register_row.key`,
  };
}

/** By when a company's next duty is due; those that have none come last. */
export const byNextDeadline: Sort = {
  type: 'timestamptz',
  expression: `coalesce(next_due, 'infinity'::timestamptz)`,
  join: ({ validAt, holds }) => `left join (
    select company as due_of, min(due_at) as next_due from compliance.compliance_status
    where due_at > ${validAt} and ${holds}
      and ${dueAhead(holds)} and ${countedDuties(holds)}
    group by company
  ) as deadlines on due_of = register_row.key`,
};

/** Duties of authorities are shown and never counted. */
export function countedDuties(holds: string): string {
  return `obligation not in (
      select key from compliance.register_row
      where register = 'obligations' and "row" ->> 'expectation' = 'true' and ${holds}
    )`;
}

/** What is pending is due, and of what is met only what recurs. */
function dueAhead(holds: string): string {
  return `(status = 'pending' or status = 'met' and obligation in (
        select key from compliance.register_row
        where register = 'obligations' and "row" ->> 'kind' = 'recurring' and ${holds}
      ))`;
}
