import pg from 'pg';
import { CONCURRENT } from './appending.js';
import { PLAIN_TABLES } from './plain-tables.js';
import type { Store } from './store.js';

const INSERT = `insert into plain.event
  (position, bytes, source, id, type, subject, sequence, time, recorded_time, actor)
values (nextval('plain.position'), $1, $2, $3, $4, $5, $6, $7, now(), $8)`;

/**
 * What node and PostgreSQL can do with one insert for each transaction, into a table of the same
 * columns and indexes. No order, no idempotency but a failure, nothing hashed but by the column.
 */
export async function openStore(url: string): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: CONCURRENT });
  for (const statement of PLAIN_TABLES) await pool.query(statement);
  return {
    append: async (stream, version, { id, type, data }) => {
      const subject = `systems/${stream}`;
      const source = 'urn:edict:bench:appending';
      const time = '2026-02-10T09:30:00+08:00';
      const actor = 'keys/bench';
      const bytes = Buffer.from(
        JSON.stringify({ actor, data, id, sequence: version + 1, source, subject, time, type }),
      );
      const values = [bytes, source, id, type, subject, version + 1, time, actor];
      await pool.query({ name: 'insert', text: INSERT, values });
    },
    close: () => pool.end(),
  };
}
