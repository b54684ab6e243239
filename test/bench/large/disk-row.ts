import { mebibytes } from '../measuring.js';
import { onDatabase } from '../postgres.js';
import { told } from '../row.js';
import type { Row } from '../row.js';

const SIZES = `select
  (select pg_database_size(current_database()))::float8 as whole,
  (select sum(pg_total_relation_size(oid)) from pg_class
   where relkind = 'r' and relnamespace = 'ledger'::regnamespace)::float8 as ledger`;

interface Sizes {
  readonly whole: number;
  readonly ledger: number;
}

/** What a database takes, without PostgreSQL's own log. */
export async function diskOf(url: string): Promise<Sizes> {
  return onDatabase(url, async (client) => {
    const { rows } = await client.query<Sizes>(SIZES);
    return rows[0] ?? { whole: NaN, ledger: NaN };
  });
}

export function diskRow({ whole, ledger }: Sizes): Row {
  return told(
    'disk',
    `${mebibytes(whole)} with all views, of which the ledger ${mebibytes(ledger)}; without PostgreSQL's own log`,
    { bytes: whole, ledgerBytes: ledger },
  );
}
