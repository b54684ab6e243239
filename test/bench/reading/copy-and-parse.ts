import { StringDecoder } from 'node:string_decoder';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Measured } from '../contender.js';

const COPY = `copy (
  select convert_from(bytes, 'UTF8') from ledger.event order by position
) to stdout`;

/** The limit of reading: what PostgreSQL sends fastest, cut into lines, each parsed. */
export async function open(url: string): Promise<Measured> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return { run: () => parsed(client), close: () => client.end() };
}

async function parsed(client: pg.Client): Promise<number> {
  const decoder = new StringDecoder('utf8');
  let count = 0;
  let rest = '';
  for await (const part of client.query(copyTo(COPY)) as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(part)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { position } = JSON.parse(unescaped(line)) as { readonly position: number };
      if (position > 0) count += 1;
    }
  }
  return count;
}

/** COPY doubles each backslash; JSON of the ledger has no other character that it escapes. */
function unescaped(line: string): string {
  return line.includes('\\') ? line.replaceAll('\\\\', '\\') : line;
}
