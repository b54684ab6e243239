import { madeUpEvent } from '../made-up-event.js';
import { repeated, seconds, spreadOf, timed } from '../measuring.js';
import type { Spread } from '../measuring.js';
import type { Row } from '../row.js';
import type { Subject } from '../subject.js';
import { spreadRow } from './spread-row.js';

const VISIBLE_GOAL = { p50: 50, p99: 150 };
const MEANWHILE_GOAL = { p99: 2_000 };

let recorded = 0;

/** From sending an event until the view of its company shows it. */
export function visibility(subject: Subject, runs: number): Promise<Spread> {
  return repeated(runs, () => seen(subject));
}

export function visibleRows(visible: Spread): readonly Row[] {
  return [spreadRow('P8 visible', visible, VISIBLE_GOAL)];
}

async function seen(subject: Subject): Promise<void> {
  recorded += 1;
  const company = `bench-${(recorded * 104_729) % subject.size.companies}`;
  const position = await subject.record(
    madeUpEvent(`seen-${recorded}`, 'company.described', `companies/${company}`, {
      facts: { minors: recorded % 2 === 0 },
    }),
  );
  await subject.ask(`/v1/companies/${company}`, { 'edict-min-position': String(position) });
}

export interface RuleChanged {
  /** Until every system was evaluated by the rule as it is now. */
  readonly ms: number;
  readonly meanwhile: Spread;
}

/** A rule of every system is amended; meanwhile single events are recorded and asked for. */
export async function ruleChanged(subject: Subject): Promise<RuleChanged> {
  const startedAt = performance.now();
  const position = await subject.record(
    madeUpEvent('amendment', 'obligation.amended', 'instruments/cn-label-2025', {
      obligation: 'cn-label-4',
      due: { within: 30, unit: 'day' },
    }),
  );
  let isRunning = true;
  const reached = subject.reached(position).finally(() => (isRunning = false));
  const done = reached.then(() => performance.now() - startedAt);
  // Where recording fails meanwhile, that is what is told.
  done.catch(() => undefined);
  const times: number[] = [];
  do times.push(await timed(() => seen(subject)));
  while (isRunning);
  return { ms: await done, meanwhile: spreadOf(times) };
}

export function ruleRows({ ms, meanwhile }: RuleChanged): readonly Row[] {
  return [
    {
      name: 'rule change',
      measured: `taken by every system in ${seconds(ms)}`,
      goal: '10,000 systems in under 60 s',
      numbers: { ms },
    },
    spreadRow('P8 visible meanwhile', meanwhile, MEANWHILE_GOAL),
  ];
}
