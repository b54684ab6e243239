import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';

/** Emmett, on as many connections as there are appends at once. */
export async function openStore(url) {
  const pool = new pg.Pool({ connectionString: url, max: 32 });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    append: async (stream, version, { id, type, data }) => {
      const event = { type, data, metadata: { messageId: id } };
      const expectedStreamVersion = version === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(version);
      await store.appendToStream(stream, [event], { expectedStreamVersion });
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
