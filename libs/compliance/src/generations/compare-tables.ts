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

/** What the server may take to bring equal rows together before it goes to the disk. */
const COMPARED_IN_MEMORY = '128MB';

interface Differing extends Pick<Difference, 'kind' | 'row'> {
  /** How many differ in all. */
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
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  const rowsOf = (schema: string): string => selection(schema, table, columns);
  // Each row is looked at once: what stands on both sides equally often adds up to nothing.
  await client.query(`set work_mem = '${COMPARED_IN_MEMORY}'`);
  const { rows } = await client.query<Differing>(
    `with differing as materialized (
       select ${names}, sum(side) as surplus
       from (
         select 1 as side, one.* from (${rowsOf(stored)}) as one
         union all
         select -1, one.* from (${rowsOf(folded)}) as one
       ) as sides
       group by ${names}
       having sum(side) <> 0
     )
     select
       case when surplus > 0 then 'unexpected' else 'missing' end as kind,
       to_jsonb(one) - 'surplus' as "row",
       sum(abs(surplus)) over ()::bigint as differing
     from differing as one
     order by (to_jsonb(one) - 'surplus')::text, kind
     limit $2`,
    [position, shownMax],
  );
  const counted = await client.query<{ rows: number }>(
    `select count(*) as rows from (${rowsOf(stored)}) as s`,
    [position],
  );
  return {
    table,
    rows: counted.rows[0]?.rows ?? 0,
    differences: rows.map(({ kind, row }) => ({ table, kind, row })),
    differing: rows[0]?.differing ?? 0,
  };
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
