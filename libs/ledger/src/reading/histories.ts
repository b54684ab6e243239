import { sql } from '#libs/database';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { recordedEvent } from '../recorded-event.js';
import { inParts } from './in-parts.js';

const HISTORIES = sql(import.meta.url, './histories.sql');

/** Whole streams in sequence order, up to and including a position; absent streams are empty. */
export async function readHistories(
  pool: pg.Pool,
  subjects: readonly string[],
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
  const histories = new Map<string, RecordedEvent[]>();
  for (const subject of subjects) histories.set(subject, []);
  const texts = await inParts([...histories.keys()], async (part) => {
    const { rows } = await pool.query<[string]>({
      text: HISTORIES,
      values: [part, upTo],
      rowMode: 'array',
    });
    return rows;
  });
  for (const [text] of texts) {
    const event = recordedEvent(text);
    histories.get(event.subject)?.push(event);
  }
  return histories;
}
