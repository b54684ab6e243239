import { STATUSES } from '#libs/rulebook';
import type { Status } from '#libs/rulebook';
import type { Filter } from './filter.js';
import type { Sort } from './sort.js';

export const COUNTED_STATUSES = STATUSES.filter((status) => status !== 'not-applicable');

/** Who has duties: a row of the register, and the column of the statuses that names it. */
interface Bearers {
  /** SQL over the columns of `compliance.register_row`. */
  readonly row: string;
  readonly column: 'company' | 'subject';
}

/** The companies, with all that is theirs. */
export const COMPANY_DUTIES: Bearers = { row: 'register_row.key', column: 'company' };
export const SYSTEM_DUTIES: Bearers = {
  row: `('systems/' || register_row.key)`,
  column: 'subject',
};

/** Those that have a duty of some status. */
export function withStatus({ row, column }: Bearers): Filter {
  return {
    description: 'Has at least one duty of this status, those of authorities aside.',
    type: 'choice',
    choices: COUNTED_STATUSES,
    condition: (value, bind, { holds }) => `${row} in (
      select ${column} from compliance.compliance_status
      where status = ${bind(value)} and ${holds} and ${countedDuties(holds)}
    )`,
  };
}

/** By the next deadline, and by how many duties of each status they have. */
export function byTotals(bearers: Bearers): Readonly<Record<string, Sort>> {
  const counts = COUNTED_STATUSES.map((status) => [status, byCount(bearers, status)] as const);
  return { nextDeadline: byNextDeadline(bearers), ...Object.fromEntries(counts) };
}

function byCount({ row, column }: Bearers, status: Status): Sort {
  return {
    type: 'bigint',
    expression: 'coalesce(total, 0)',
    join: ({ holds }) => `left join (
    select ${column} as total_of, count(*) as total from compliance.compliance_status
    where status = '${status}' and ${holds} and ${countedDuties(holds)}
    group by ${column}
  ) as totals on total_of = ${row}`,
  };
}

/** Those that have no deadline come last. */
function byNextDeadline({ row, column }: Bearers): Sort {
  return {
    type: 'timestamptz',
    expression: `coalesce(next_due, 'infinity'::timestamptz)`,
    join: ({ validAt, holds }) => `left join (
    select ${column} as due_of, min(due_at) as next_due from compliance.compliance_status
    where due_at > ${validAt} and ${holds}
      and ${dueAhead(holds)} and ${countedDuties(holds)}
    group by ${column}
  ) as deadlines on due_of = ${row}`,
  };
}

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
