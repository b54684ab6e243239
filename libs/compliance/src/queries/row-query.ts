import type { AsOf } from '../as-of.js';
import type { Bind, Filter, MomentSql } from '../registers/filter.js';
import type { Register } from '../registers/register.js';
import type { Sort } from '../registers/sort.js';
import { InvalidFilter, InvalidPageEnd, InvalidSort } from './errors.js';

export interface RowSelection {
  /**
   * Values by the names of the register's filters; all hold together. A name of a person is given
   * as the list of texts by which the ledger has it.
   */
  readonly filters?: Readonly<Record<string, string | readonly string[]>>;
  /** A name of the register's sorts, with a leading `-` for descending. */
  readonly sort?: string;
}

/** Values by the names of filters: of each any may hold, and all filters hold together. */
export type FilterChoices = Readonly<Record<string, readonly string[]>>;

/** Where a page ended; opaque to clients, to be put in a cursor as it is. */
export interface PageEnd {
  readonly sort: string;
  readonly key: string;
}

export interface PageRequest extends RowSelection {
  readonly limit: number;
  readonly after?: PageEnd;
}

export interface RowQuery {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * The statement for one page: the sort and the filters are chosen by name among what the register
 * has; whatever a reader wrote is bound. The first `limit` rows after the end of the page before.
 * @throws InvalidFilter, InvalidSort, InvalidPageEnd
 */
export function rowQuery(register: Register, asOf: AsOf, request: PageRequest): RowQuery {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const { sort, descending } = sortOf(register, request.sort ?? register.defaultSort);
  const moment = momentSql(asOf, bind);
  const conditions = [
    `register = ${bind(register.name)}`,
    moment.holds,
    ...filterConditions(register, request.filters ?? {}, bind, moment),
    ...(request.after ? [afterCondition(sort, descending, request.after, bind)] : []),
  ];
  const text = `select key, "row", (${sort.expression})::text as sort
from compliance.register_row${sort.join === undefined ? '' : `\n${sort.join(moment)}`}
where ${conditions.join('\n  and ')}
order by ${sort.expression} ${descending ? 'desc' : 'asc'}, key collate "C"
limit ${bind(request.limit)}`;
  return { text, values };
}

/**
 * The statement for all rows of a selection in the order of their keys, which never changes.
 * @throws InvalidFilter
 */
export function keyedQuery(register: Register, asOf: AsOf, filters: FilterChoices): RowQuery {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const moment = momentSql(asOf, bind);
  const anyOf = Object.entries(filters).map(([name, wanted]) => {
    const either = wanted.map((value) => conditionOf(register, name, value, bind, moment));
    return `(${['false', ...either].join(' or ')})`;
  });
  const conditions = [`register = ${bind(register.name)}`, moment.holds, ...anyOf];
  const text = `select key, "row"
from compliance.register_row
where ${conditions.join('\n  and ')}
order by key collate "C"`;
  return { text, values };
}

/** Both times, as placeholders and as a condition on any table of views. */
export function momentSql(asOf: AsOf, bind: Bind): MomentSql {
  const validAt = `${bind(asOf.validAt)}::timestamptz`;
  const position = `${bind(asOf.knownAt)}::bigint`;
  const holds = `valid_from <= ${validAt} and ${validAt} < valid_to
  and known_from <= ${position} and ${position} < known_to`;
  return { validAt, holds };
}

function filterConditions(
  register: Register,
  wanted: NonNullable<RowSelection['filters']>,
  bind: Bind,
  moment: MomentSql,
): readonly string[] {
  return Object.entries(wanted).map(([name, value]) =>
    conditionOf(register, name, value, bind, moment),
  );
}

function conditionOf(
  { filters }: Register,
  name: string,
  value: string | readonly string[],
  bind: Bind,
  moment: MomentSql,
): string {
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (typeof value !== 'string') {
    if (filter?.anyOf === undefined) throw new InvalidFilter(name, value.join(', '));
    return filter.anyOf(value, bind);
  }
  if (filter === undefined) throw new InvalidFilter(name, value);
  if (!takes(filter, value)) throw new InvalidFilter(name, value, filter.choices ?? ['a text']);
  return filter.condition(value, bind, moment);
}

/** PostgreSQL has no text with a NUL. */
function takes({ choices }: Filter, value: string): boolean {
  return (choices?.includes(value) ?? true) && !value.includes('\0');
}

function sortOf({ sorts }: Register, wanted: string): { sort: Sort; descending: boolean } {
  const descending = wanted.startsWith('-');
  const name = descending ? wanted.slice(1) : wanted;
  const sort = Object.hasOwn(sorts, name) ? sorts[name] : undefined;
  if (sort === undefined) throw new InvalidSort(wanted, Object.keys(sorts));
  return { sort, descending };
}

const TIMESTAMP_TEXT =
  /^-?infinity$|^\d{4,5}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d){0,2}$/;

/** What the text of a sort value looks like, by its type. */
const SORT_TEXTS = { text: /^/, timestamptz: TIMESTAMP_TEXT, bigint: /^\d{1,15}$/ };

function afterCondition(sort: Sort, descending: boolean, after: PageEnd, bind: Bind): string {
  const readable = SORT_TEXTS[sort.type].test(after.sort);
  if (!readable || `${after.sort}${after.key}`.includes('\0')) throw new InvalidPageEnd(after);
  const value = `${bind(after.sort)}::${sort.type}`;
  const beyond = `${sort.expression} ${descending ? '<' : '>'} ${value}`;
  const later = `${sort.expression} = ${value} and key collate "C" > ${bind(after.key)}`;
  return `(${beyond} or (${later}))`;
}
