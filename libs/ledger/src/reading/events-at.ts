import { sql } from '#libs/database';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { recordedEvent } from '../recorded-event.js';
import { inParts } from './in-parts.js';

const EVENTS_AT = sql(import.meta.url, './events-at.sql');

/** The events at these positions, each once; a position that the ledger has not is left out. */
export async function readEventsAt(
  pool: pg.Pool,
  positions: Iterable<number>,
): Promise<ReadonlyMap<number, RecordedEvent>> {
  const texts = await inParts([...new Set(positions)], async (part) => {
    const { rows } = await pool.query<[string]>({
      text: EVENTS_AT,
      values: [part],
      rowMode: 'array',
    });
    return rows;
  });
  const events = texts.map(([text]) => recordedEvent(text));
  return new Map(events.map((event) => [event.position, event]));
}
