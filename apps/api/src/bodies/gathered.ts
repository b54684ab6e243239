import { setImmediate as nextTurn } from 'node:timers/promises';
import { CHUNK_LINES_MAX } from './lines.js';
import type { Line } from './lines.js';

/**
 * Hands on together what has come while the lines before were worked on, some 1,000 lines at most.
 * It never waits for more than has come, for whoever sends may wait for answers first.
 */
export async function* gathered(
  chunks: AsyncIterable<readonly Line[]>,
): AsyncGenerator<readonly Line[]> {
  const source = chunks[Symbol.asyncIterator]();
  try {
    for (let coming = next(source); ;) {
      const first = await coming;
      if (first.done === true) return;
      const lines = [...first.value];
      coming = next(source);
      while (lines.length <= CHUNK_LINES_MAX) {
        const more = await Promise.race([come(coming), nextTurn()]);
        if (more === undefined || more.done === true) break;
        lines.push(...more.value);
        coming = next(source);
      }
      yield lines;
    }
  } finally {
    await source.return?.();
  }
}

function next<Value>(source: AsyncIterator<Value>): Promise<IteratorResult<Value>> {
  const coming = source.next();
  void come(coming);
  return coming;
}

/** A body that breaks off does so when its turn comes, behind the lines that came before. */
function come<Value>(coming: Promise<Value>): Promise<Value | undefined> {
  return coming.catch(() => undefined);
}
