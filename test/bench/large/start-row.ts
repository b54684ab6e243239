import type { Bench } from '../bench.js';
import { seconds, timed } from '../measuring.js';
import { rangeOf } from '../rounds.js';
import type { Row } from '../row.js';
import { Subject } from '../subject.js';
import { ratioText } from '../verdict.js';

const TIMES_MAX = 1.5;

/** Milliseconds of each start. */
export interface Started {
  readonly large: readonly number[];
  readonly empty: readonly number[];
}

/** Starts of a long ledger and of one that has no events, in turns; both have been started before. */
export async function started(large: Subject, starts: number, bench: Bench): Promise<Started> {
  const empty = await Subject.empty(bench);
  const times = { large: [] as number[], empty: [] as number[] };
  try {
    await empty.start();
    await empty.halt();
    for (let round = 0; round < starts; round += 1) {
      await large.halt();
      times.large.push(await timed(() => large.start()));
      times.empty.push(await timed(() => empty.start()));
      await empty.halt();
    }
    return times;
  } finally {
    await empty.stop();
  }
}

export function startRow({ large, empty }: Started): Row {
  const ratio = rangeOf(large.map((ms, round) => ms / (empty[round] ?? NaN)));
  const largeMs = rangeOf(large).median;
  const emptyMs = rangeOf(empty).median;
  return {
    name: 'P13 start',
    measured: `${ratioText(ratio)} an empty ledger (${seconds(largeMs)} and ${seconds(emptyMs)}), of ${large.length}`,
    goal: `at most ${TIMES_MAX} times`,
    verdict: ratio.median <= TIMES_MAX ? 'met' : 'missed',
    numbers: { largeMs, emptyMs, ratio: ratio.median },
  };
}
