import type pg from 'pg';
import { sql } from '#libs/database';

const PAPERS_HELD = sql(import.meta.url, './papers-held.sql');
const FIND_PAPER = sql(import.meta.url, './find-paper.sql');

/** Which of these papers had been stored by an instant, in the order of their digests. */
export async function papersHeld(
  client: pg.ClientBase,
  digests: readonly string[],
  until: string,
): Promise<readonly string[]> {
  const values = [digests.map((digest) => Buffer.from(digest, 'hex')), until];
  const { rows } = await client.query<{ sha256: string }>(PAPERS_HELD, values);
  return rows.map(({ sha256 }) => sha256);
}

/** The bytes of a paper that is held. */
export async function readPaper(client: pg.ClientBase, sha256: string): Promise<Buffer> {
  const values = [Buffer.from(sha256, 'hex')];
  const { rows } = await client.query<{ bytes: Buffer }>(FIND_PAPER, values);
  const [row] = rows;
  if (row === undefined) throw new Error(`The paper ${sha256} is not there any more.`);
  return row.bytes;
}
