import { randomUUID } from 'node:crypto';
import type { Measured } from '../contender.js';
import type { AppendedEvent, OpenStore, Store } from './store.js';

/** How many appends wait at any time. */
export const CONCURRENT = 32;
/** Each of them is for the next of so many streams, which nobody else appends to. */
const STREAMS_EACH = 32;
const TEXT = 'Measured by a machine, word by word, as often as it takes; nobody will read it. ';

/** Single events, so many at once, each on the version that its stream has. */
export async function appending(open: OpenStore, url = ''): Promise<Measured> {
  const store = await open(url);
  const writers = Array.from({ length: CONCURRENT }, (_, number) => new Writer(store, number));
  return {
    run: async (milliseconds) => {
      const until = performance.now() + milliseconds;
      const counts = await Promise.all(writers.map((writer) => writer.write(until)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    close: () => store.close(),
  };
}

class Writer {
  private readonly versions = new Array<number>(STREAMS_EACH).fill(0);
  private next = 0;

  constructor(
    private readonly store: Store,
    private readonly number: number,
  ) {}

  async write(until: number): Promise<number> {
    let count = 0;
    for (; performance.now() < until; count += 1) await this.append();
    return count;
  }

  private async append(): Promise<void> {
    const index = this.next % STREAMS_EACH;
    this.next += 1;
    const version = this.versions[index] ?? 0;
    await this.store.append(`bench${this.number}-${index}`, version, anEvent());
    this.versions[index] = version + 1;
  }
}

function anEvent(): AppendedEvent {
  return { id: randomUUID(), type: 'measure.noted', data: { text: TEXT, more: TEXT } };
}
