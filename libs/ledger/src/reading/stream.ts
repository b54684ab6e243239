import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { PAGE_EVENTS_MAX } from '../limits.js';
import type { EventSelection } from '../selection.js';
import { readHead } from './head.js';
import { readPage } from './page.js';

/** All events of the selection at the time of the call, page by page. */
export async function* streamEvents(
  pool: pg.Pool,
  selection: EventSelection,
): AsyncGenerator<RecordedEvent, void> {
  const head = await readHead(pool);
  const before = Math.min(selection.before ?? Number.MAX_SAFE_INTEGER, head.position + 1);
  let after = selection.after ?? 0;
  while (after + 1 < before) {
    const page = await readPage(pool, { ...selection, after, before }, PAGE_EVENTS_MAX);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_EVENTS_MAX) return;
    after = last.position;
  }
}
