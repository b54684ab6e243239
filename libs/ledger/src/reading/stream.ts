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
  const pageAfter = (after: number): Promise<readonly RecordedEvent[]> | undefined =>
    after + 1 < before
      ? readPage(pool, { ...selection, after, before }, PAGE_EVENTS_MAX)
      : undefined;
  let coming = pageAfter(selection.after ?? 0);
  while (coming !== undefined) {
    const page = await coming;
    const last = page.at(-1);
    // The next page is read while this one is used.
    coming = last && page.length === PAGE_EVENTS_MAX ? pageAfter(last.position) : undefined;
    // Whoever goes on will see the error; whoever stops here need not.
    coming?.catch(() => undefined);
    yield* page;
  }
}
