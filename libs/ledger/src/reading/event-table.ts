import { sql } from '#libs/database';
import type { Statement } from '#libs/database';
import type { EventSelection } from '../selection.js';
import { conditionsOf } from './page.js';

const EVENT_TABLE = sql(import.meta.url, './event-table.sql');

/**
 * All events of a selection as one statement without an order, in columns named as the attributes
 * are: times as they were written, data as the stored bytes have it.
 */
export function eventTable(selection: EventSelection): Statement {
  return { text: EVENT_TABLE, values: conditionsOf(selection) };
}
