import { readdirSync } from 'node:fs';
import { repeated, spreadOf, timed } from './measuring.js';
import { memoryRow } from './large/memory-row.js';
import { startRow } from './large/start-row.js';
import { wholeRows } from './large/whole-rows.js';
import { proofs, signedSizes } from './proofs.js';
import { Subject, type Say, type Size } from './subject.js';
import { goalText, verdictOn } from './verdict.js';

/** One line of the table. */
export interface Row {
  readonly name: string;
  readonly measured: string;
  readonly goal: string;
  /** Whether the goal is met, and by how much it is missed; absent where a reader has to judge. */
  readonly verdict?: string;
  readonly numbers: Readonly<Record<string, number>>;
}

export interface Plan {
  readonly large: Size;
  readonly small: Size;
  readonly asked: number;
}

export const RULE_PACKS = readdirSync('data/rules')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => `data/rules/${file}`);

/** Everything that is measured, in the order of the table. */
export async function measure(plan: Plan, say: Say): Promise<readonly Row[]> {
  const small = await Subject.with(plan.small, RULE_PACKS, say);
  const large = await Subject.with(plan.large, RULE_PACKS, say);
  try {
    say('reading, and building the views');
    const readMs = await large.readMs();
    const smallMs = await timed(() => small.edict('rebuild'));
    const largeMs = await timed(() => large.edict('rebuild'));
    const whole = await wholeRows(large, say);
    await small.start();
    say('asking the small ledger');
    const few = await companyViews(small, plan.asked);
    await large.start();
    say('asking the large ledger');
    const many = await companyViews(large, plan.asked);
    const known = await companyViews(large, plan.asked, plan.large);
    const memory = await memoryRow(large);
    say('proving');
    const sizes = await signedSizes(large, plan.large.events);
    const proven = await proofs(large, sizes, plan.asked);
    say('recording and asking');
    const visible = await visibility(large, Math.min(plan.asked, 100));
    say('changing a rule that binds every system');
    const changed = await fanOut(large);
    const busy = await memoryRow(large);
    const started = await startRow(large, say);
    return [
      loadRow(large),
      ...rebuildRows(plan, { smallMs, largeMs, readMs }),
      companyRow(few, many),
      spreadRow('P7 as known before', known, 'p50 under 20 ms, p99 under 60 ms'),
      spreadRow('P8 visible', visible, 'p50 under 50 ms, p99 under 150 ms'),
      spreadRow('P11 inclusion proof', proven.inclusion, 'p99 under 10 ms'),
      spreadRow('P11 consistency proof', proven.consistency, 'p99 under 10 ms'),
      ...changed,
      memory,
      { ...busy, name: 'P12 after a rule' },
      started,
      ...whole,
    ];
  } finally {
    await small.stop();
    await large.stop();
  }
}

type Spread = Awaited<ReturnType<typeof companyViews>>;

/** @param ledger as known at positions all over the second half of it */
function companyViews(subject: Subject, runs: number, ledger?: Size) {
  return repeated(runs, (run) => {
    const company = `bench-${(run * 7_919) % subject.companies}`;
    const day = `20${23 + (run % 4)}-0${1 + (run % 9)}-15`;
    const position = ledger && Math.ceil(ledger.events * (0.5 + ((run * 0.618) % 0.5)));
    const knownAt = position === undefined ? '' : `&knownAt=position:${position}`;
    return subject.ask(`/v1/companies/${company}?validAt=${day}${knownAt}`);
  });
}

function loadRow({ loadedMs, events }: Subject): Row {
  const perSecond = Math.round((events * 1_000) / loadedMs);
  return {
    name: 'load',
    measured: `${events} events made up and appended in ${(loadedMs / 1_000).toFixed(1)} s, ${perSecond}/s`,
    goal: '1,000,000 in minutes',
    numbers: { loadedMs, perSecond },
  };
}

const REBUILD_SHARE = 0.05;
const REBUILD_TIMES_MAX = 11;

function rebuildRows(
  { small, large }: Plan,
  { smallMs, largeMs, readMs }: Readonly<Record<'smallMs' | 'largeMs' | 'readMs', number>>,
): readonly Row[] {
  const share = { atLeast: REBUILD_SHARE, than: 'reading the same ledger page by page' };
  const perSecond = Math.round((large.events * 1_000) / largeMs);
  const factor = large.events / small.events;
  const times = largeMs / smallMs;
  const timesMax = (REBUILD_TIMES_MAX * factor) / 10;
  return [
    {
      name: 'P6 rebuild',
      measured: `${perSecond} events/s, ${(readMs / largeMs).toFixed(4)} times as fast as reading`,
      goal: goalText(share),
      verdict: verdictOn(readMs / largeMs, share),
      numbers: { smallMs, largeMs, readMs, perSecond },
    },
    {
      name: 'P6 linear',
      measured: `${factor} times the events take ${times.toFixed(1)} times as long`,
      goal: `at most ${timesMax.toFixed(1)} times`,
      verdict: times <= timesMax ? 'met' : 'missed',
      numbers: { factor, times },
    },
  ];
}

function companyRow(few: Spread, many: Spread): Row {
  return {
    name: 'P7 company view',
    measured: `${spreadText(many)}; ${(many.p50 / few.p50).toFixed(2)} times the small ledger`,
    goal: 'p50 under 20 ms, p99 under 60 ms; at most 1.3 times',
    numbers: { smallP50: few.p50, smallP99: few.p99, p50: many.p50, p99: many.p99 },
  };
}

function spreadRow(name: string, spread: Spread, goal: string): Row {
  return {
    name,
    measured: spreadText(spread),
    goal,
    numbers: { p50: spread.p50, p99: spread.p99 },
  };
}

function spreadText({ p50, p99 }: Spread): string {
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
}

let recorded = 0;

/** From sending an event until the view of its company shows it. */
async function seen(subject: Subject): Promise<void> {
  recorded += 1;
  const company = `bench-${(recorded * 104_729) % subject.companies}`;
  const position = await subject.record({
    specversion: '1.0',
    id: `seen-${recorded}`,
    source: 'urn:edict:bench:seen',
    type: 'company.described',
    subject: `companies/${company}`,
    time: '2026-06-01T00:00:00+08:00',
    data: { facts: { minors: recorded % 2 === 0 }, evidence: EVIDENCE },
  });
  await subject.ask(`/v1/companies/${company}`, { 'edict-min-position': String(position) });
}

const EVIDENCE = [
  { url: 'https://example.org/', publisher: 'Bench', tier: 'internal', access: 'read' },
];

function visibility(subject: Subject, runs: number) {
  return repeated(runs, () => seen(subject));
}

/** A rule of every system is amended; meanwhile single events are recorded and asked for. */
async function fanOut(subject: Subject): Promise<readonly Row[]> {
  const startedAt = performance.now();
  const position = await subject.record({
    specversion: '1.0',
    id: 'amendment',
    source: 'urn:edict:bench:seen',
    type: 'obligation.amended',
    subject: 'instruments/cn-label-2025',
    time: '2026-06-01T00:00:00+08:00',
    data: { obligation: 'cn-label-4', due: { within: 30, unit: 'day' }, evidence: EVIDENCE },
  });
  let isRunning = true;
  const done = subject.reached(position).then(() => {
    isRunning = false;
    return performance.now() - startedAt;
  });
  const times: number[] = [];
  while (isRunning) times.push(await timed(() => seen(subject)));
  const ms = await done;
  return [
    {
      name: 'rule change',
      measured: `taken by every system in ${(ms / 1_000).toFixed(1)} s`,
      goal: '10,000 systems in under 60 s',
      numbers: { ms },
    },
    spreadRow('P8 visible meanwhile', spreadOf(times), 'under 2 s'),
  ];
}
