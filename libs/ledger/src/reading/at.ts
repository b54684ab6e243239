import { sql } from '#libs/database';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { recordedEvent } from '../recorded-event.js';

const AT = sql(import.meta.url, './at.sql');

export interface StoredEvent {
  readonly event: RecordedEvent;
  /** The exact hashed bytes. */
  readonly bytes: Buffer;
  readonly leafHash: string;
}

export async function readAt(pool: pg.Pool, position: number): Promise<StoredEvent | undefined> {
  if (!Number.isSafeInteger(position)) return undefined;
  const { rows } = await pool.query<{ bytes: Buffer; leaf_hash: string }>(AT, [position]);
  const [row] = rows;
  if (row === undefined) return undefined;
  const event = recordedEvent(row.bytes.toString('utf8'));
  return { event, bytes: row.bytes, leafHash: row.leaf_hash };
}
