import { sql } from '#libs/database';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { inParts } from './in-parts.js';

const REFERENCES = sql(import.meta.url, './references.sql');

/** What tells a reader which event is meant. */
export type EventReference = Pick<RecordedEvent, 'position' | 'type' | 'time' | 'recordedtime'>;

/** The events at these positions by position; positions that hold none are left out. */
export async function readReferences(
  pool: pg.Pool,
  positions: readonly number[],
): Promise<ReadonlyMap<number, EventReference>> {
  const found = await inParts([...new Set(positions)], async (part) => {
    const { rows } = await pool.query<EventReference>(REFERENCES, [part]);
    return rows;
  });
  return new Map(found.map((reference) => [reference.position, reference]));
}
