import { sql } from '#libs/database';
import type pg from 'pg';

const ACQUIRE = sql(import.meta.url, './acquire-signer.sql');
/** Any number that no other lock of Edict uses; held by the process that signs. */
const SIGNER_LOCK = 72_110_005;

/** Whether this session is the one that signs, from now until it ends. */
export async function acquireSigner(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ acquired: boolean }>(ACQUIRE, [SIGNER_LOCK]);
  return rows[0]?.acquired === true;
}
