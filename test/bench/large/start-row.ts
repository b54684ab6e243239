import { timed } from '../measuring.js';
import type { Row } from '../rows.js';
import { Subject, type Say } from '../subject.js';
import { median } from './median.js';

const STARTS = 5;
const TIMES_MAX = 1.5;

/** Starts of a long ledger and of one that has no events, in turns; both have been started before. */
export async function startRow(large: Subject, say: Say): Promise<Row> {
  const empty = await Subject.empty();
  try {
    await empty.start();
    await empty.halt();
    say('starting again and again');
    const times = { large: [] as number[], empty: [] as number[] };
    for (let round = 0; round < STARTS; round += 1) {
      await large.halt();
      times.large.push(await timed(() => large.start()));
      times.empty.push(await timed(() => empty.start()));
      await empty.halt();
    }
    return rowOf(median(times.large), median(times.empty));
  } finally {
    await empty.stop();
  }
}

function rowOf(largeMs: number, emptyMs: number): Row {
  const ratio = largeMs / emptyMs;
  return {
    name: 'P13 start',
    measured: `${ratio.toFixed(2)} times an empty ledger (${(largeMs / 1_000).toFixed(1)} s and ${(emptyMs / 1_000).toFixed(1)} s)`,
    goal: `at most ${TIMES_MAX} times`,
    verdict: ratio <= TIMES_MAX ? 'met' : 'missed',
    numbers: { largeMs, emptyMs },
  };
}
