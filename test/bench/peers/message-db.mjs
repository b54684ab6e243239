import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';

/** In the order of its own install script; the extension is left out, PostgreSQL has its function. */
const FILES = [
  'schema/message-store',
  'tables/messages',
  'types/message',
  ...[
    'message-store-version',
    'hash-64',
    'acquire-lock',
    'category',
    'is-category',
    'id',
    'cardinal-id',
    'stream-version',
    'write-message',
    'get-stream-messages',
    'get-category-messages',
    'get-last-stream-message',
  ].map((name) => `functions/${name}`),
  'indexes/messages-id',
  'indexes/messages-stream',
  'indexes/messages-category',
];
const WRITE = 'select message_store.write_message($1, $2, $3, $4::jsonb, null, $5::bigint)';

/**
 * Message DB. It takes a lock for each category, which is what stands before the first dash: here
 * every writer has a category of its own, which is the best case.
 */
export async function openStore(url) {
  const options = '-c search_path=message_store,public';
  const pool = new pg.Pool({ connectionString: url, max: 32, options });
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('@eventide/message-db/package.json')), 'database');
  for (const file of FILES) await pool.query(await readFile(join(folder, `${file}.sql`), 'utf8'));
  return {
    append: async (stream, version, { id, type, data }) => {
      const values = [id, stream, type, JSON.stringify(data), version - 1];
      await pool.query({ name: 'write', text: WRITE, values });
    },
    close: () => pool.end(),
  };
}
