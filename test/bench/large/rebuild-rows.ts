import { mebibytes, seconds } from '../measuring.js';
import type { Say } from '../report.js';
import type { Row } from '../row.js';
import { rangeOf } from '../rounds.js';
import { goalText, ratioText, verdictOn } from '../verdict.js';
import { count, type Ledgers } from './ledgers.js';
import type { Plan } from './plan.js';

const GOAL = { atLeast: 0.05, than: 'reading the same ledger page by page' };
/** As long as what a tenth of the events takes. */
const TIMES_MAX = 11;

/** Milliseconds of each round; and the most memory that a rebuild had, in bytes. */
export interface Rebuilt {
  readonly events: number;
  readonly read: readonly number[];
  readonly tenth: readonly number[];
  readonly large: readonly number[];
  readonly mostResident: number;
}

/** In turns: the large ledger read, a smaller one rebuilt, the large one rebuilt. */
export async function rebuilt(
  { large, tenth }: Ledgers,
  { rebuilds }: Plan,
  say: Say,
): Promise<Rebuilt> {
  const events = await large.head();
  const times = { read: [] as number[], tenth: [] as number[], large: [] as number[] };
  let mostResident = NaN;
  for (let round = 1; round <= rebuilds; round += 1) {
    const readMs = await large.readMs();
    times.read.push(readMs);
    say(`round ${round} of ${rebuilds}: ${count(events)} events read in ${seconds(readMs)}`);
    const ofTenth = await tenth.edict('rebuild');
    times.tenth.push(ofTenth.ms);
    say(`views of ${count(tenth.size.events)} events rebuilt in ${seconds(ofTenth.ms)}`);
    const ofLarge = await large.edict('rebuild');
    times.large.push(ofLarge.ms);
    mostResident = Math.max(ofLarge.mostResident, round === 1 ? 0 : mostResident);
    say(
      `views of ${count(events)} events rebuilt in ${seconds(ofLarge.ms)}, ${mebibytes(ofLarge.mostResident)} at most`,
    );
  }
  return { events, ...times, mostResident };
}

export function rebuildRows(plan: Plan, rebuilt: Rebuilt): readonly Row[] {
  const { events, read, large, mostResident } = rebuilt;
  const share = rangeOf(large.map((ms, round) => (read[round] ?? NaN) / ms));
  const ms = rangeOf(large).median;
  const readMs = rangeOf(read).median;
  const perSecond = (events * 1_000) / ms;
  return [
    {
      name: 'P6 rebuild',
      measured:
        `${count(events)} events in ${seconds(ms)}, ${count(perSecond)}/s, ${mebibytes(mostResident)} at most; ` +
        `${ratioText(share, 4)} as fast as reading (${count((events * 1_000) / readMs)}/s); ${roundsText(plan)}`,
      goal: goalText(GOAL),
      verdict: verdictOn(share.median, GOAL),
      numbers: { ms, readMs, perSecond, share: share.median, mostResident },
    },
    linearRow(plan, rebuilt),
  ];
}

function linearRow(plan: Plan, { tenth, large }: Rebuilt): Row {
  const factor = plan.large.events / plan.tenth.events;
  const times = rangeOf(large.map((ms, round) => ms / (tenth[round] ?? NaN)));
  const timesMax = (TIMES_MAX * factor) / 10;
  const tenthMs = rangeOf(tenth).median;
  return {
    name: 'P6 linear',
    measured: `${factor} times the events take ${ratioText(times)} as long (${seconds(tenthMs)} for ${count(plan.tenth.events)}); ${roundsText(plan)}`,
    goal: `at most ${timesMax.toFixed(1)} times`,
    verdict: times.median <= timesMax ? 'met' : 'missed',
    numbers: { factor, times: times.median, tenthMs },
  };
}

function roundsText({ rebuilds }: Plan): string {
  return rebuilds === 1 ? 'one round' : `${rebuilds} rounds`;
}
