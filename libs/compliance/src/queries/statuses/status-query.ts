import type { AsOf } from '../../as-of.js';
import type { Bind } from '../../registers/filter.js';
import { momentSql } from '../row-query.js';
import type { RowStatus } from './status-row.js';

/** Which duties are asked for; what is given holds together, members of a list apart. */
export interface StatusSelection {
  readonly companies?: readonly string[];
  /** Bare ids. */
  readonly systems?: readonly string[];
  readonly obligations?: readonly string[];
  readonly instrument?: string;
  readonly jurisdiction?: string;
  readonly statuses?: readonly RowStatus[];
  /** As the ledger has the name of who looks after them: one of these texts. */
  readonly owners?: readonly string[];
}

/** The duty with which a page ended. */
export interface Duty {
  readonly company: string;
  readonly obligation: string;
  readonly subject: string;
}

export interface StatusPage extends StatusSelection {
  readonly limit: number;
  readonly after?: Duty;
}

/** How long something has been so; infinite where nothing bounds it. */
export interface Stretch {
  readonly valid_from: Date | number;
  readonly valid_to: Date | number;
}

/** A row as it is stored. */
export interface StoredStatus extends Duty, Stretch {
  readonly status: RowStatus;
  readonly rule_version: number;
  readonly due_at: Date | null;
  readonly due_on: string | null;
  readonly provisional: boolean;
  readonly met_at: Date | null;
  readonly because: readonly number[];
  readonly missing: readonly string[];
}

/** The statement for the first `limit` duties after the end of the page before, in their order. */
export function statusQuery(asOf: AsOf, request: StatusPage) {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const { after } = request;
  const conditions = [
    ...statusConditions(asOf, request, bind),
    ...(after ? [`(company, obligation, subject) > (${keyOf(after).map(bind).join(', ')})`] : []),
  ];
  const text = `select company, subject, obligation, status, rule_version, due_at,
  due_on::text as due_on, provisional, met_at, because, missing, valid_from, valid_to
from compliance.compliance_status
where ${conditions.join('\n  and ')}
order by company, obligation, subject
limit ${bind(request.limit)}`;
  return { text, values };
}

function keyOf({ company, obligation, subject }: Duty): readonly string[] {
  return [company, obligation, subject];
}

/** SQL over the columns of `compliance.compliance_status`; whatever a reader wrote is bound. */
export function statusConditions(
  asOf: AsOf,
  selection: StatusSelection,
  bind: Bind,
): readonly string[] {
  const { holds: moment } = momentSql(asOf, bind);
  const { companies, systems, obligations, statuses, instrument, jurisdiction, owners } = selection;
  const anyOf = (column: string, wanted: readonly string[] | undefined): readonly string[] =>
    wanted === undefined ? [] : [`${column} = any (${bind(wanted)}::text[])`];
  const ofRule = (field: string, wanted: string | undefined): readonly string[] =>
    wanted === undefined ? [] : [`obligation in (${rulesWith(field, bind(wanted), moment)})`];
  return [
    moment,
    ...anyOf('company', companies),
    ...anyOf(
      'subject',
      systems?.map((id) => `systems/${id}`),
    ),
    ...anyOf('obligation', obligations),
    ...anyOf('status', statuses),
    ...ofRule('instrument', instrument),
    ...ofRule('jurisdiction', jurisdiction),
    ...(owners === undefined ? [] : ownedBy(`any (${bind(owners)}::text[])`, moment)),
  ];
}

function rulesWith(field: string, wanted: string, moment: string): string {
  return `select key from compliance.register_row
    where register = 'obligations' and "row" ->> '${field}' = ${wanted} and ${moment}`;
}

/** Whoever is named for the subject itself, or else for its company. */
function ownedBy(owner: string, moment: string): readonly string[] {
  const duties = (condition: string, wanted: string): string =>
    `select ${wanted} from compliance.register_row as duty
    where register = 'duties' and ${condition} and ${moment}`;
  const named = (subject: string): string =>
    `(${duties(`key = ${subject} || '/' || compliance_status.obligation`, `"row" ->> 'owner'`)})`;
  return [
    `company in (${duties(`"row" ->> 'owner' = ${owner}`, 'duty.company')})`,
    `coalesce(${named('compliance_status.subject')},
    ${named(`'companies/' || compliance_status.company`)}) = ${owner}`,
  ];
}
