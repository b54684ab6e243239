import { TableCopy } from '#libs/database';
import type pg from 'pg';
import { REGISTER_COLUMNS, WORD_COLUMNS } from '../projection/load-rows.js';
import { STATUS_COLUMNS } from '../statuses/load-statuses.js';

const COLUMNS = {
  register_row: REGISTER_COLUMNS,
  event_words: WORD_COLUMNS,
  compliance_status: STATUS_COLUMNS,
  rule_change: ['position', 'stream', 'obligations'],
  history_source: ['subject', 'stream'],
  duty_bearer: ['subject', 'company', 'projected_to'],
} as const;

type Table = keyof typeof COLUMNS;
type Copies<Name extends Table> = Readonly<Record<Name, TableCopy>>;

/**
 * Opens tables of a generation to be filled and closes them, one after another, once the work is
 * done. Where something fails the generation is not whole: whoever began it throws it away.
 */
export async function copyingInto<Name extends Table>(
  pool: pg.Pool,
  schema: string,
  tables: readonly Name[],
  work: (copies: Copies<Name>) => Promise<void>,
): Promise<void> {
  const opened: [Name, TableCopy][] = [];
  try {
    for (const table of tables) {
      const columns = COLUMNS[table];
      opened.push([table, await TableCopy.into(pool, { schema, table, columns })]);
    }
    await work(Object.fromEntries(opened) as Copies<Name>);
    for (const [, copy] of opened) await copy.finish();
  } finally {
    for (const [, copy] of opened) copy.abandon();
  }
}
