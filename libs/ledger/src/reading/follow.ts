import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import type { EventSelection } from '../selection.js';
import { readHead } from './head.js';
import { streamEvents } from './stream.js';
import type { Wakeups } from './wakeups.js';

/** Up to where whoever follows can see every event that concerns them. */
export type Horizon = () => Promise<number>;

/** All events of the selection, then those recorded later, until aborted. */
export async function* followEvents(
  pool: pg.Pool,
  wakeups: Wakeups,
  selection: EventSelection,
  signal: AbortSignal,
  horizon: Horizon = async () => (await readHead(pool)).position,
): AsyncGenerator<RecordedEvent, void> {
  let after = selection.after ?? 0;
  const end = selection.before ?? Number.MAX_SAFE_INTEGER;
  const watch = wakeups.watch();
  const stopped = (): boolean => signal.aborted;
  try {
    while (!stopped() && after + 1 < end) {
      const position = await horizon();
      const before = Math.min(position + 1, end);
      for await (const event of streamEvents(pool, { ...selection, after, before })) {
        if (stopped()) return;
        yield event;
      }
      // Nothing of the selection stands between its last event and the horizon that was read.
      if (position > after) after = Math.max(after, before - 1);
      else await watch.next(signal);
    }
  } finally {
    watch.close();
  }
}
