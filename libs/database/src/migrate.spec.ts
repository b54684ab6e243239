import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase } from '../../../test/setup/database.js';
import { MIGRATIONS, migrate, SchemaIsNewer } from './index.js';

const NAMES = MIGRATIONS.map((migration) => migration.name);

describe('Migrating', () => {
  it('applies every migration once when twenty processes migrate at once', async () => {
    const { url } = await createEmptyDatabase();
    const results = await Promise.all(Array.from({ length: 20 }, () => migrate(url)));
    expect(results.flat()).toEqual(NAMES);
  });

  it('does nothing to a database that is up to date', async () => {
    const { url } = await createEmptyDatabase();
    await migrate(url);
    const lines: string[] = [];
    expect(await migrate(url, { onProgress: (line) => lines.push(line) })).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('says one line per migration', async () => {
    const { url } = await createEmptyDatabase();
    const lines: string[] = [];
    await migrate(url, { onProgress: (line) => lines.push(line) });
    expect(lines).toEqual(NAMES.map((name) => `Applied migration ${name}`));
  });

  it('makes the same roles from several databases of one server at once', async () => {
    const databases = await Promise.all(Array.from({ length: 4 }, () => createEmptyDatabase()));
    const results = await Promise.all(databases.map(({ url }) => migrate(url)));
    expect(results).toEqual(databases.map(() => NAMES));
  });

  it('refuses a database that a later version has migrated, and changes nothing', async () => {
    const { url } = await createEmptyDatabase();
    await migrate(url);
    await query(url, `insert into public.migrations (timestamp, name) values (9, 'Later9')`);
    const refusal = migrate(url);
    await expect(refusal).rejects.toThrow(SchemaIsNewer);
    await expect(refusal).rejects.toMatchObject({ unknown: ['Later9'] });
  });
});

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
