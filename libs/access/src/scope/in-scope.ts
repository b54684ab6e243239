import pg from 'pg';
import { BOUNDED_TABLES, READ_COLUMNS, WHOLE_FUNCTIONS, WHOLE_TABLES } from './rows-in-scope.js';

/** A statement of a bounded request reads what nobody has said whose it is. It is not asked. */
export class StatementOutOfScope extends Error {
  override readonly name = 'StatementOutOfScope';
}

/** Words that follow a table without naming it. */
const NO_NAMES =
  'as|cross|except|fetch|for|full|group|having|inner|intersect|join|left|limit|natural|offset|on|order|right|set|tablesample|union|using|where|window';
const TABLE = new RegExp(
  String.raw`(?<!\b(?:distinct|delete)\s+)\b(from|join)\s+([a-z_]+\.[a-z_]+)\b(?!\s*[.(])(?:\s+as\s+(\w+)|\s+(?!(?:${NO_NAMES})\b)([a-z_]\w*))?`,
  'g',
);
/** What a bounded request may change is its webhooks, and row-level security alone says which. */
const CHANGED = /^webhooks\./;
/** Everything that looks like a table of a schema that it only reads, in letters of any case. */
const MENTION =
  /(?<![\w."'])"?(?:access|compliance(?:_next|_old)?|exports|jobs|ledger|personal|recording)"?\s*\.\s*"?\w+"?/gi;

/**
 * The statement with every table replaced by those of its rows that concern the companies: what a
 * bounded request asks is bounded before it reaches the database, whose row-level security bounds
 * it again and shares nothing with this.
 * @throws StatementOutOfScope
 */
export function inScope(text: string, companies: readonly string[]): string {
  const ids = `array[${companies.map((id) => pg.escapeLiteral(id)).join(', ')}]::text[]`;
  let found = 0;
  const narrowed = text.replace(
    TABLE,
    (_, before: string, table: string, named?: string, called?: string) => {
      if (!CHANGED.test(table)) found += 1;
      const name = named ?? called ?? nameOf(table);
      return `${before} ${rowsOf(table, ids)} as ${name}`;
    },
  );
  const mentioned = [...text.matchAll(MENTION)].filter(
    ([name]) => !WHOLE_FUNCTIONS.has(name),
  ).length;
  if (mentioned === found) return narrowed;
  throw new StatementOutOfScope(`It names ${mentioned} tables and reads ${found}: ${text}`);
}

function rowsOf(table: string, ids: string): string {
  if (WHOLE_TABLES.has(table)) return table;
  const rows = BOUNDED_TABLES.get(table);
  if (rows === undefined) throw new StatementOutOfScope(`Nobody says whose ${table} is.`);
  return `(select ${READ_COLUMNS.get(table) ?? '*'} from ${table} where ${rows(ids)})`;
}

function nameOf(table: string): string {
  return table.slice(table.indexOf('.') + 1);
}
