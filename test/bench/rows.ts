import { readdirSync } from 'node:fs';
import { repeated, spreadOf, timed } from './measuring.js';
import { proofs, signedSizes } from './proofs.js';
import { Subject, type Say, type Size } from './subject.js';

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
    say('building the views');
    const smallMs = await timed(() => small.edict('rebuild'));
    const largeMs = await timed(() => large.edict('rebuild'));
    await small.start();
    say('asking the small ledger');
    const few = await companyViews(small, plan.asked);
    await large.start();
    say('asking the large ledger');
    const many = await companyViews(large, plan.asked);
    say('proving');
    const sizes = await signedSizes(large, plan.large.events);
    const proven = await proofs(large, sizes, plan.asked);
    say('recording and asking');
    const visible = await visibility(large, Math.min(plan.asked, 100));
    say('changing a rule that binds every system');
    return [
      rebuildRow(plan, smallMs, largeMs),
      companyRow(few, many),
      spreadRow('P8 visible', visible, 'p50 under 50 ms, p99 under 150 ms'),
      spreadRow('P11 inclusion proof', proven.inclusion, 'p99 under 10 ms'),
      spreadRow('P11 consistency proof', proven.consistency, 'p99 under 10 ms'),
      ...(await fanOut(large)),
    ];
  } finally {
    await small.stop();
    await large.stop();
  }
}

type Spread = Awaited<ReturnType<typeof companyViews>>;

function companyViews(subject: Subject, runs: number) {
  return repeated(runs, (run) => {
    const company = `bench-${(run * 7_919) % subject.companies}`;
    const day = `20${23 + (run % 4)}-0${1 + (run % 9)}-15`;
    return subject.ask(`/v1/companies/${company}?validAt=${day}`);
  });
}

function rebuildRow({ small, large }: Plan, smallMs: number, largeMs: number): Row {
  const factor = large.events / small.events;
  const perSecond = Math.round((large.events * 1_000) / largeMs);
  return {
    name: 'P6 rebuild',
    measured: `${perSecond} events/s; ${factor} times the events take ${(largeMs / smallMs).toFixed(1)} times as long`,
    goal: '1,000,000 events at most 11 times what 100,000 take',
    numbers: { smallMs, largeMs, perSecond },
  };
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
