import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { CopiedRows } from './copied-rows.js';
import { inlined } from './inlined.js';
import type { Statement } from './statement.js';

/**
 * The rows of one bounded statement in binary form, whose values share one buffer: the driver itself
 * reads rows as text only, which for bytes is twice as long.
 */
export async function copyBinary(client: pg.ClientBase, statement: Statement): Promise<CopiedRows> {
  const text = `copy (${inlined(statement)}) to stdout (format binary)`;
  const parts: Buffer[] = [];
  const stream: AsyncIterable<Buffer> = client.query(copyTo(text));
  for await (const part of stream) parts.push(part);
  return new CopiedRows(Buffer.concat(parts));
}
