import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Measured } from '../contender.js';

const COLUMNS =
  '(position, bytes, source, id, type, subject, sequence, time, recorded_time, actor)';

/**
 * The limit of recording: the rows of a ledger, held in memory, by COPY into a table of the same
 * columns and indexes, whose hash is computed too.
 */
export async function open(url: string): Promise<Measured> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create schema plain');
  await client.query('create table plain.event (like ledger.event including all)');
  const rows = client.query(copyTo(`copy ledger.event ${COLUMNS} to stdout`));
  const parts: Buffer[] = [];
  for await (const part of rows as AsyncIterable<Buffer>) parts.push(part);
  return {
    run: async () => {
      await client.query('truncate plain.event');
      const startedAt = performance.now();
      const into = client.query(copyFrom(`copy plain.event ${COLUMNS} from stdin`));
      await pipeline(Readable.from(parts), into);
      return { count: into.rowCount, ms: performance.now() - startedAt };
    },
    close: () => client.end(),
  };
}
