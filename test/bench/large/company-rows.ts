import { spreadOf, timesOf } from '../measuring.js';
import type { Spread } from '../measuring.js';
import { rangeOf } from '../rounds.js';
import type { Range } from '../rounds.js';
import type { Row } from '../row.js';
import type { Subject } from '../subject.js';
import { ratioText } from '../verdict.js';
import type { Ledgers } from './ledgers.js';
import { spreadRow, spreadText } from './spread-row.js';

const ROUNDS = 3;
const TIMES_MAX = 1.3;
const GOAL = { p50: 20, p99: 60 };

export interface CompaniesAsked {
  readonly few: Spread;
  readonly many: Spread;
  /** As it was known at positions all over the second half of the ledger. */
  readonly known: Spread;
  /** How many times as long the large ledger takes, of the middles of each round. */
  readonly times: Range;
}

/** Views of companies as of days long past, of a small ledger and of a large one in turns. */
export async function companiesAsked(
  { few, large }: Ledgers,
  asked: number,
): Promise<CompaniesAsked> {
  const each = Math.ceil(asked / ROUNDS);
  const head = await large.head();
  const times = { few: [] as number[], many: [] as number[], known: [] as number[] };
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = round * each;
    const ofFew = await views(few, first, each);
    const ofMany = await views(large, first, each);
    times.few.push(...ofFew);
    times.many.push(...ofMany);
    times.known.push(...(await views(large, first, each, head)));
    ratios.push(spreadOf(ofMany).p50 / spreadOf(ofFew).p50);
  }
  return {
    few: spreadOf(times.few),
    many: spreadOf(times.many),
    known: spreadOf(times.known),
    times: rangeOf(ratios),
  };
}

function views(subject: Subject, first: number, runs: number, head?: number) {
  return timesOf(runs, (run) => {
    const number = first + run;
    const company = `bench-${(number * 7_919) % subject.size.companies}`;
    const day = `20${23 + (number % 4)}-0${1 + (number % 9)}-15`;
    const position = head && Math.ceil(head * (0.5 + ((number * 0.618) % 0.5)));
    const knownAt = position === undefined ? '' : `&knownAt=position:${position}`;
    return subject.ask(`/v1/companies/${company}?validAt=${day}${knownAt}`);
  });
}

export function companyRows({ few, many, known, times }: CompaniesAsked): readonly Row[] {
  const isMet = many.p50 < GOAL.p50 && many.p99 < GOAL.p99 && times.median <= TIMES_MAX;
  return [
    {
      name: 'P7 company view',
      measured: `${spreadText(many)}; ${ratioText(times)} the small ledger (${spreadText(few)})`,
      goal: `p50 under ${GOAL.p50} ms, p99 under ${GOAL.p99} ms; at most ${TIMES_MAX} times`,
      verdict: isMet ? 'met' : 'missed',
      numbers: { smallP50: few.p50, smallP99: few.p99, ...numbersOf(many), times: times.median },
    },
    spreadRow('P7 as known before', known, GOAL),
  ];
}

function numbersOf({ p50, p99, runs }: Spread) {
  return { p50, p99, runs };
}
