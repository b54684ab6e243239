import pg from 'pg';

/** Leaves a ledger as an older backup would have it, with so many events. */
export async function putBack(databaseUrl: string, position: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const table of ['event', 'checkpoint']) {
    await client.query(`alter table ledger.${table} disable trigger user`);
  }
  await client.query('delete from ledger.checkpoint where size > $1', [position]);
  await client.query('delete from ledger.event where position > $1', [position]);
  await client.query('update ledger.head set position = $1', [position]);
  await client.end();
}
