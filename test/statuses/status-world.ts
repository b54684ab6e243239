import fc from 'fast-check';
import type { JsonObject } from '#libs/ledger';
import { corrected, retracted, type Told } from '../registers/registers-fixture.js';

const START = Date.parse('2025-06-01T00:00:00Z');
const HOURS = 600 * 24;
const COMPANIES = ['a', 'b'] as const;
const SYSTEMS = ['s', 't', 'u'] as const;
const OBLIGATIONS = ['label', 'assess', 'audit', 'file', 'no-leak', 'officer', 'voice'] as const;

const TEXT = {
  title: { en: 'A duty', zh: '义务' },
  provision: '1',
  force: 'binding',
  grade: 'text',
};
const SERVES_CHINA = {
  all: [
    { fact: 'available', is: true },
    { fact: 'markets', has: 'CN' },
  ],
};
const IN_FORCE = { from: '2025-07-01' };

/** One rule of each kind, and of each thing that a rule may look at. */
const RULES: Readonly<Record<(typeof OBLIGATIONS)[number], JsonObject>> = {
  label: {
    binds: 'system',
    kind: 'standing',
    appliesWhen: SERVES_CHINA,
    inForce: IN_FORCE,
    due: { within: 10, unit: 'working-day', calendar: 'cn', count: 'next-day' },
    satisfiedBy: [{ type: 'measure.adopted', where: { measure: 'label.explicit' } }],
    undoneBy: [{ type: 'measure.withdrawn', where: { measure: 'label.explicit' } }],
    breachedBy: [
      { type: 'measure.checked', where: { measure: 'label.explicit', outcome: 'fail' } },
    ],
    key: 'media',
  },
  assess: {
    binds: 'system',
    kind: 'reactive',
    appliesWhen: { fact: 'markets', has: 'CN' },
    inForce: IN_FORCE,
    trigger: [{ type: 'system.launched' }, { type: 'feature.launched' }],
    satisfiedBy: [{ type: 'assessment.completed', where: { kind: 'security' } }],
    due: { within: 20, unit: 'day' },
  },
  audit: {
    binds: 'system',
    kind: 'recurring',
    appliesWhen: { not: { fact: 'company.minors', is: false } },
    inForce: IN_FORCE,
    every: { within: 6, unit: 'month' },
    satisfiedBy: [{ type: 'assessment.completed', where: { kind: 'security' } }],
  },
  file: {
    binds: 'system',
    kind: 'standing',
    appliesWhen: { any: [SERVES_CHINA, { fact: 'registered', is: true }] },
    inForce: IN_FORCE,
    due: { within: 1, unit: 'month' },
    satisfiedBy: [{ type: 'algorithm.registered' }],
    undoneBy: [{ type: 'algorithm.cancelled' }],
    key: 'subject',
  },
  'no-leak': {
    binds: 'system',
    kind: 'prohibition',
    appliesWhen: 'always',
    inForce: { from: '2025-07-01', to: '2026-06-01' },
    breachedBy: [{ type: 'incident.occurred' }],
  },
  officer: {
    binds: 'company',
    kind: 'standing',
    appliesWhen: { fact: 'minors', is: true },
    inForce: IN_FORCE,
    due: { on: '2026-01-31' },
    satisfiedBy: [{ type: 'measure.adopted', where: { measure: 'minors.mode' } }],
  },
  voice: {
    binds: 'system',
    kind: 'standing',
    appliesWhen: { fact: 'capabilities', has: 'voice-generation' },
    inForce: IN_FORCE,
    satisfiedBy: [{ type: 'measure.adopted', where: { measure: 'consent.prompt' } }],
    since: 'run',
  },
};

/** What may happen, on whose stream, and with which data. */
const HAPPENINGS: readonly (readonly [
  string,
  string,
  (choice: number, run: string) => JsonObject,
])[] = [
  ['system.launched', 'systems', (c) => ({ markets: [c % 3 === 0 ? 'EU' : 'CN'] })],
  ['system.suspended', 'systems', () => ({ by: 'provider', reason: 'a' })],
  ['system.resumed', 'systems', () => ({})],
  ['system.terminated', 'systems', () => ({})],
  ['system.described', 'systems', (c) => ({ facts: { markets: c % 2 ? ['CN'] : null } })],
  [
    'feature.launched',
    'systems',
    (c) => ({ feature: `f${c % 2}`, capabilities: ['voice-generation'] }),
  ],
  ['feature.suspended', 'systems', (c) => ({ feature: `f${c % 2}`, reason: 'a', by: 'provider' })],
  [
    'measure.adopted',
    'both',
    (c) => ({ measure: measureOf(c), media: [c % 2 ? 'video' : 'audio'] }),
  ],
  [
    'measure.withdrawn',
    'both',
    (c) => ({ measure: measureOf(c), ...(c % 2 ? { media: ['video'] } : {}) }),
  ],
  [
    'measure.checked',
    'both',
    (c) => ({ measure: 'label.explicit', outcome: c % 2 ? 'fail' : 'pass', media: ['video'] }),
  ],
  ['assessment.completed', 'both', () => ({ kind: 'security', outcome: 'done' })],
  ['incident.occurred', 'both', (c) => ({ incident: `i${c}`, description: 'a' })],
  [
    'company.described',
    'companies',
    (c) => ({ facts: { minors: c % 3 === 0 ? null : c % 2 === 0 } }),
  ],
  [
    'enforcement.opened',
    'both',
    (c) => ({
      case: `c${c % 2}`,
      authority: 'CAC',
      measures: ['warning'],
      obligations: [obligationOf(c)],
    }),
  ],
  [
    'enforcement.amended',
    'both',
    (c) => ({ case: `c${c % 2}`, obligations: [obligationOf(c + 1)] }),
  ],
  ['enforcement.closed', 'both', (c) => ({ case: `c${c % 2}`, outcome: 'done' })],
  [
    'obligation.waived',
    'both',
    (c) => ({
      obligation: obligationOf(c),
      by: 'CAC',
      reason: 'a',
      ...(c % 2 ? { until: '2026-03-01' } : {}),
    }),
  ],
  ['waiver.ended', 'both', (c) => ({ obligation: obligationOf(c) })],
  [
    'algorithm.registered',
    'algorithms',
    (c, run) => ({ company: `${run}a`, number: 'n', name: 'x', systems: [`${run}${systemOf(c)}`] }),
  ],
  ['algorithm.linked', 'algorithms', (c, run) => ({ system: `${run}${systemOf(c)}` })],
  ['algorithm.unlinked', 'algorithms', (c, run) => ({ system: `${run}${systemOf(c)}` })],
  ['algorithm.cancelled', 'algorithms', () => ({ by: 'provider' })],
  [
    'obligation.amended',
    'instruments',
    (c, run) => ({ obligation: `${run}${obligationOf(c)}`, ...AMENDMENTS[c % AMENDMENTS.length] }),
  ],
  ['obligation.withdrawn', 'instruments', (c, run) => ({ obligation: `${run}${obligationOf(c)}` })],
  ['instrument.suspended', 'instruments', (c) => (c % 2 ? { until: '2026-02-01' } : {})],
  ['instrument.resumed', 'instruments', () => ({})],
  [
    'calendar.published',
    'calendars',
    (c) => ({
      year: 2025 + (c % 2),
      daysOff: [`${2025 + (c % 2)}-10-0${1 + (c % 5)}`],
      workingWeekendDays: [],
      notice: 'a',
    }),
  ],
];

/** Waivers show only where the duty would apply. */
const OFTEN = [HAPPENINGS.findIndex(([type]) => type === 'obligation.waived')].concat(
  HAPPENINGS.findIndex(([type]) => type === 'system.launched'),
);

const AMENDMENTS: readonly JsonObject[] = [
  { due: { within: 5, unit: 'day' } },
  { inForce: { from: '2025-10-01', to: null } },
  { appliesWhen: { fact: 'available', is: true } },
  { provision: '2' },
];

interface Happening {
  readonly what: number;
  readonly stream: number;
  readonly choice: number;
}

/** Events on the streams of one run, in the order in which they are recorded. */
export function statusWorlds(length: number): fc.Arbitrary<(run: string) => readonly Told[]> {
  const happening = fc.record({
    what: fc.oneof(
      { weight: 4, arbitrary: fc.nat(HAPPENINGS.length - 1) },
      { weight: 1, arbitrary: fc.constantFrom(...OFTEN) },
    ),
    stream: fc.nat(5),
    choice: fc.nat(20),
  });
  const amendment = fc.record({
    target: fc.nat(length + 10),
    kind: fc.constantFrom('time', 'retraction', 'company'),
    hour: fc.nat(HOURS),
  });
  return fc
    .record({
      what: fc.array(happening, { minLength: length, maxLength: length }),
      when: fc.array(fc.nat(HOURS), { minLength: length, maxLength: length }),
      late: fc.array(amendment, { maxLength: 8 }),
      rulesFirst: fc.boolean(),
    })
    .map(({ what, when, late, rulesFirst }) => (run: string) => {
      const happenings = what.map((one, index) => told(run, one, index, when[index] ?? 0));
      const half = Math.floor(length / 2);
      const subjects = introductions(run);
      const rules = definitions(run);
      const events = [
        ...(rulesFirst ? [...rules, ...subjects] : subjects),
        ...happenings.slice(0, half),
        ...(rulesFirst ? [] : rules),
        ...happenings.slice(half),
      ];
      return [...events, ...late.map((one, index) => amending(run, events, one, index))];
    });
}

export function subjectsOf(run: string): readonly string[] {
  return [
    ...COMPANIES.map((company) => `companies/${run}${company}`),
    ...SYSTEMS.map((system) => `systems/${run}${system}`),
  ];
}

function introductions(run: string): readonly Told[] {
  const time = timeOf(-24);
  return [
    ...COMPANIES.map((company) => ({
      id: `${run}${company}`,
      type: 'company.registered',
      subject: `companies/${run}${company}`,
      time,
      data: { name: { en: company }, jurisdiction: 'CN' },
    })),
    ...SYSTEMS.map((system, index) => ({
      id: `${run}${system}`,
      type: 'system.introduced',
      subject: `systems/${run}${system}`,
      time: timeOf(index * 100),
      data: introduction(run, system, index === 0 ? ['CN'] : undefined),
    })),
  ];
}

function introduction(run: string, system: string, markets?: readonly string[]): JsonObject {
  const company = system === 'u' ? 'b' : 'a';
  return {
    company: `${run}${company}`,
    name: { en: system },
    kind: 'app',
    ...(markets && { markets }),
  };
}

function definitions(run: string): readonly Told[] {
  const subject = `instruments/${run}`;
  const published = {
    title: TEXT.title,
    jurisdiction: 'CN',
    timeZone: 'Asia/Shanghai',
    issuers: ['CAC'],
    kind: 'rules',
    binding: true,
    url: 'https://example.org/rules',
  };
  const time = '2025-05-01T00:00:00+08:00';
  return [
    { id: `${run}instrument`, type: 'instrument.published', subject, time, data: published },
    ...OBLIGATIONS.map((obligation) => ({
      id: `${run}${obligation}`,
      type: 'obligation.defined',
      subject,
      time,
      data: { obligation: `${run}${obligation}`, ...TEXT, ...RULES[obligation] },
    })),
  ];
}

function told(run: string, { what, stream, choice }: Happening, index: number, hour: number): Told {
  const [type, kind, dataOf] = HAPPENINGS[what] ?? HAPPENINGS[0] ?? ['', '', () => ({})];
  const raw: JsonObject = dataOf(choice, run);
  const named = raw['obligation'] ?? '';
  const isBare = typeof named === 'string' && named !== '' && !named.startsWith(run);
  const listed = raw['obligations'];
  const data = {
    ...raw,
    ...(isBare && { obligation: `${run}${named}` }),
    ...(Array.isArray(listed) && { obligations: listed.map((one) => `${run}${String(one)}`) }),
  };
  return {
    id: `${run}e${index}`,
    type,
    subject: streamOf(run, kind, stream),
    time: timeOf(hour),
    data: index % 5 === 0 ? { ...data, timePrecision: 'day' } : data,
  };
}

function streamOf(run: string, kind: string, stream: number): string {
  const ofCompany = kind === 'companies' || (kind === 'both' && stream % 3 === 0);
  if (ofCompany) return `companies/${run}${COMPANIES[stream % 2] ?? ''}`;
  if (kind === 'systems' || kind === 'both') return `systems/${run}${systemOf(stream)}`;
  if (kind === 'algorithms') return `algorithms/${run}${stream % 2}`;
  return kind === 'calendars' ? 'calendars/cn' : `instruments/${run}`;
}

interface Amendment {
  readonly target: number;
  readonly kind: 'time' | 'retraction' | 'company';
  readonly hour: number;
}

function amending(
  run: string,
  events: readonly Told[],
  { target, kind, hour }: Amendment,
  index: number,
): Told {
  const event = events[target % events.length];
  if (event?.id === undefined) throw new Error('every event of a world has an id');
  const { id, subject, type, data } = event;
  const amendment = `${run}amendment${index}`;
  if (kind === 'company' && type === 'system.introduced') {
    const moved = { ...data, company: `${run}${index % 2 ? 'a' : 'b'}` };
    return { ...corrected(id, subject, { data: moved }), id: amendment };
  }
  const told =
    kind === 'retraction' ? retracted(id, subject) : corrected(id, subject, { time: timeOf(hour) });
  return { ...told, id: amendment };
}

function timeOf(hour: number): string {
  return new Date(START + hour * 3_600_000).toISOString().replace('.000Z', 'Z');
}

function measureOf(choice: number): string {
  return ['label.explicit', 'label.implicit', 'consent.prompt', 'minors.mode'][choice % 4] ?? '';
}

function obligationOf(choice: number): string {
  return OBLIGATIONS[choice % OBLIGATIONS.length] ?? '';
}

function systemOf(choice: number): string {
  return SYSTEMS[choice % SYSTEMS.length] ?? '';
}
