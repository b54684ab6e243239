import { hash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Measured } from '../contender.js';

const COPY = 'copy (select bytes from ledger.event order by position) to stdout (format binary)';
const HEADER_BYTES = 19;
/** Before each value: how many columns the row has, and how long the value is. */
const BEFORE_VALUE_BYTES = 6;

/** The limit of verifying: the bytes as PostgreSQL sends them fastest, the SHA-256 of each. */
export async function open(url: string): Promise<Measured> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return { run: () => hashed(client), close: () => client.end() };
}

async function hashed(client: pg.Client): Promise<number> {
  let count = 0;
  let rest: Buffer = Buffer.alloc(0);
  let start = HEADER_BYTES;
  for await (const part of client.query(copyTo(COPY)) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, part]);
    while (start + BEFORE_VALUE_BYTES <= rest.length) {
      const length = rest.readInt32BE(start + 2);
      const end = start + BEFORE_VALUE_BYTES + length;
      if (end > rest.length) break;
      if (hash('sha256', rest.subarray(start + BEFORE_VALUE_BYTES, end)).length > 0) count += 1;
      start = end;
    }
    const cut = Math.min(start, rest.length);
    rest = rest.subarray(cut);
    start -= cut;
  }
  return count;
}
