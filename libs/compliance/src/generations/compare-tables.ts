import { sql } from '#libs/database';
import pg from 'pg';
import { STILL_KNOWN } from '../projection/knowledge.js';

const COLUMNS_OF = sql(import.meta.url, './columns-of.sql');

const { escapeIdentifier: quoted } = pg;

/** A row that one of two generations has and the other has not. */
export interface Difference {
  readonly table: string;
  /** `missing`: folded from the ledger, not stored. `unexpected`: stored, not so on the ledger. */
  readonly kind: 'missing' | 'unexpected';
  readonly row: Readonly<Record<string, unknown>>;
}

export interface Comparison {
  readonly table: string;
  readonly rows: number;
  readonly differences: readonly Difference[];
  readonly differing: number;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** Compares a table of two generations row by row, as known at a position. */
export async function compareTables(
  client: pg.ClientBase,
  table: string,
  { stored, folded, position }: { stored: string; folded: string; position: number },
  shownMax: number,
): Promise<Comparison> {
  const { rows: columns } = await client.query<Column>(COLUMNS_OF, [stored, table]);
  const rowsOf = (schema: string): string => selection(schema, table, columns);
  const differing = `
    with stored as (${rowsOf(stored)}), folded as (${rowsOf(folded)})
    select 'unexpected' as kind, to_jsonb(one) as "row"
    from (select * from stored except all select * from folded) as one
    union all
    select 'missing', to_jsonb(one)
    from (select * from folded except all select * from stored) as one`;
  const shown = await client.query<Difference>(
    `select kind, "row" from (${differing}) as d order by "row"::text, kind limit $2`,
    [position, shownMax],
  );
  const counted = await client.query<{ rows: number; differing: number }>(
    `select
       (select count(*) from (${rowsOf(stored)}) as s) as rows,
       (select count(*) from (${differing}) as d) as differing`,
    [position],
  );
  const { rows: count = 0, differing: all = 0 } = counted.rows[0] ?? {};
  const differences = shown.rows.map(({ kind, row }) => ({ table, kind, row }));
  return { table, rows: count, differences, differing: all };
}

/** What was replaced after the position was still known then. */
function selection(schema: string, table: string, columns: readonly Column[]): string {
  const names = columns.map(({ name }) => name);
  const isBitemporal = names.includes('known_from');
  const selected = columns.map(({ name, type }) => {
    if (name === 'known_to') {
      return `case when known_to > $1 then ${STILL_KNOWN} else known_to end as known_to`;
    }
    return type === 'json' ? `${quoted(name)}::text` : quoted(name);
  });
  const until = isBitemporal ? 'known_from' : 'position';
  return `select ${selected.join(', ')} from ${quoted(schema)}.${quoted(table)} where ${until} <= $1`;
}
