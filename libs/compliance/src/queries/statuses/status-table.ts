import { sql } from '#libs/database';
import type { Statement } from '#libs/database';
import type { AsOf } from '../../as-of.js';
import { statusConditions } from './status-query.js';
import type { StatusSelection } from './status-query.js';

const STATUS_TABLE = sql(import.meta.url, './status-table.sql');
const PLACE_OF_CONDITIONS = 'true /* conditions */';

/**
 * Every duty of a selection with what its rule, its owner and the names of its bearer say, as one
 * statement without an order: what `Statuses` gives row by row, in columns named as its fields are.
 * Events are given by their positions; what would settle a duty is left out.
 */
export function statusTable(asOf: AsOf, selection: StatusSelection): Statement {
  const values: unknown[] = [asOf.validAt, asOf.knownAt];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = statusConditions(asOf, selection, bind).join('\n    and ');
  return { text: STATUS_TABLE.replace(PLACE_OF_CONDITIONS, () => conditions), values };
}
