import { sql } from '#libs/database';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { ORIGINS_MAX } from '../limits.js';
import { readableEvent } from '../recorded-event.js';
import { LogFault } from './log-fault.js';
import { LogOrigins } from './log-origins.js';
import { originIn } from './origin-begun.js';
import type { RecordedOrigin } from './origin-begun.js';

const ORIGINS = sql(import.meta.url, './origins.sql');
const KNOWS_ORIGIN = sql(import.meta.url, './knows-origin.sql');

/**
 * The names that the log has had, as its events say: the newest hundred. One that cannot be read is
 * a fault; one whose bytes are no event is named by whoever reads all of them.
 */
export async function readOrigins(
  client: pg.Pool | pg.ClientBase,
  onFault: (fault: LogFault) => void,
): Promise<LogOrigins> {
  const { rows } = await client.query<{ bytes: Buffer }>(ORIGINS, [ORIGINS_MAX]);
  const begun: RecordedOrigin[] = [];
  for (const event of rows.flatMap(readableEvent).reverse()) {
    const origin = originIn(event);
    if (origin !== undefined) begun.push(origin);
    else onFault(unreadable(event));
  }
  return new LogOrigins(begun);
}

/** Whether anything was ever signed under a name. */
export async function knowsOrigin(
  client: pg.Pool | pg.ClientBase,
  origin: string,
): Promise<boolean> {
  const { rows } = await client.query<{ known: boolean }>(KNOWS_ORIGIN, [origin]);
  return rows[0]?.known === true;
}

function unreadable({ position }: RecordedEvent): LogFault {
  const detail = `What event ${position} says of the log before it does not agree with itself.`;
  return new LogFault('origin', detail, { position });
}
