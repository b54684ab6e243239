import fc from 'fast-check';
import type {
  Due,
  EventPattern,
  FactStep,
  HistoryEvent,
  ObligationSpan,
  Predicate,
  RuleEvent,
  Span,
  SubjectHistory,
} from '#libs/rulebook';
import type { RuleOnRecord } from './naive.js';

const HOUR_MS = 3_600_000;
/** Random histories play between 20 September 2026 and January 2027, on a coarse grid. */
const BEGIN = Date.parse('2026-09-20T00:00:00Z');
const STEP_MS = 84 * HOUR_MS;
const STEPS = 30;

export const OBLIGATION = 'cn-example-1';
const TYPES = ['filing.made', 'filing.ended', 'label.checked', 'launched'];

/** Half of all that happens falls on few instants, so that much happens at once. */
export const instants = fc
  .oneof(fc.integer({ min: 0, max: STEPS }), fc.constantFrom(3, 8, 13))
  .map((step) => BEGIN + step * STEP_MS);
/** Anywhere, also beside the grid. */
export const moments = fc.integer({ min: BEGIN - STEP_MS, max: BEGIN + 2 * STEPS * STEP_MS });
const roughness = fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined, freq: 6 });
const dates = fc
  .integer({ min: -20, max: 100 })
  .map((days) => new Date(BEGIN + days * 24 * HOUR_MS).toISOString().slice(0, 10));

const spans = fc
  .tuple(instants, fc.integer({ min: 1, max: STEPS }), fc.boolean())
  .map(([from, length, isOpen]): Span => ({
    from,
    to: isOpen ? Infinity : from + length * STEP_MS,
    because: [],
  }));
const obligationSpans = fc
  .tuple(spans, fc.constantFrom(OBLIGATION, OBLIGATION, 'another'))
  .map(([span, obligation]): ObligationSpan => ({ ...span, obligation }));

const values = fc.constantFrom('x', 'y');
const events = fc
  .record({
    type: fc.constantFrom(...TYPES),
    subject: fc.constantFrom('systems/s', 'algorithms/1'),
    instant: instants,
    kind: fc.option(values, { nil: undefined }),
    of: fc.option(fc.oneof(values, fc.uniqueArray(values)), { nil: undefined }),
    rough: roughness,
    during: fc.option(fc.array(spans, { maxLength: 2 }), { nil: undefined, freq: 3 }),
  })
  .map(({ kind, of, rough, during, ...event }): Omit<HistoryEvent, 'position' | 'because'> => ({
    ...event,
    data: { ...(kind === undefined ? {} : { kind }), ...(of === undefined ? {} : { of }) },
    ...(rough === undefined ? {} : { latest: event.instant + rough * STEP_MS }),
    ...(during === undefined ? {} : { during }),
  }));

function stepsOf(value: fc.Arbitrary<FactStep['value']>): fc.Arbitrary<readonly FactStep[]> {
  const step = fc.record({
    from: fc.oneof(instants, fc.constant(-Infinity)),
    value,
    rough: roughness,
  });
  return fc
    .uniqueArray(step, { maxLength: 5, selector: ({ from }) => from })
    .map((steps) => steps.toSorted((a, b) => a.from - b.from))
    .map((steps) =>
      steps.map(({ from, value: declared, rough }) => ({
        from,
        because: [],
        ...(declared === undefined ? {} : { value: declared }),
        ...(rough === undefined ? {} : { latest: from + rough * STEP_MS }),
      })),
    );
}

function maybe<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(value, { nil: undefined, freq: 4 });
}

function seldom<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant<Value[]>([]) },
    { weight: 1, arbitrary: fc.array(value, { maxLength: 2 }) },
  );
}

const facts = fc
  .record({
    public: stepsOf(maybe(fc.boolean())),
    users: stepsOf(maybe(fc.integer({ min: 0, max: 3 }))),
    capabilities: stepsOf(maybe(fc.subarray(['voice', 'face']))),
  })
  .map((byName): ReadonlyMap<string, readonly FactStep[]> => new Map(Object.entries(byName)));

export const histories = fc
  .record({
    introduced: fc.option(fc.record({ at: instants, rough: roughness }), {
      nil: undefined,
      freq: 40,
    }),
    isEarly: fc.constantFrom(true, true, false),
    events: fc.array(events, { maxLength: 12 }),
    facts,
    findings: seldom(obligationSpans),
    waivers: seldom(obligationSpans),
  })
  .map(({ introduced, isEarly, events: proposed, ...rest }): SubjectHistory => ({
    subject: 'systems/s',
    kind: 'system',
    ...rest,
    events: proposed.map((event, index) => ({
      ...event,
      position: index + 1,
      because: [index + 1],
    })),
    ...(introduced === undefined
      ? {}
      : {
          introduced: {
            at: isEarly ? BEGIN : introduced.at,
            because: [],
            ...(introduced.rough === undefined
              ? {}
              : { latest: introduced.at + introduced.rough * STEP_MS }),
          },
        }),
  }));

const leaves = fc.constantFrom<Predicate>(
  'always',
  { always: true },
  { fact: 'public', is: true },
  { fact: 'users', atLeast: 2 },
  { fact: 'users', below: 2 },
  { fact: 'capabilities', has: 'voice' },
  { fact: 'capabilities', hasAny: ['voice', 'face'] },
  { fact: 'capabilities', atLeast: 2 },
);
const predicates: fc.Arbitrary<Predicate> = fc.letrec<{ node: Predicate }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('node').map((not) => ({ not })),
  ),
})).node;

const pattern = fc
  .record({
    type: fc.constantFrom(...TYPES),
    kind: fc.option(fc.oneof(values, fc.constant(['x', 'y'])), { nil: undefined, freq: 2 }),
  })
  .map(({ type, kind }): EventPattern =>
    kind === undefined ? { type } : { type, where: { kind } },
  );
const patterns = fc.array(pattern, { minLength: 1, maxLength: 2 });
const pairs = fc.tuple(patterns, patterns).map((all) => ({ all }));

const terms = fc.oneof(
  fc.record({
    within: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom('hour' as const, 'day' as const),
  }),
  fc.record({ within: fc.integer({ min: 1, max: 2 }), unit: fc.constant('month' as const) }),
  fc.record({
    within: fc.integer({ min: 1, max: 25 }),
    unit: fc.constant('working-day' as const),
    calendar: fc.constant('cn'),
    count: fc.constantFrom('next-day' as const, 'same-day' as const),
  }),
);
const dues: fc.Arbitrary<Due> = fc.oneof(
  { weight: 4, arbitrary: terms },
  { weight: 1, arbitrary: fc.constant({ immediately: true as const }) },
  { weight: 1, arbitrary: dates.map((on) => ({ on })) },
);

const common = {
  binds: fc.constantFrom('system', 'system', 'system', 'system', 'company'),
  appliesWhen: fc.oneof(
    predicates,
    fc.constant({ fact: 'public', is: true }),
    fc.constant('always'),
  ),
  inForce: fc.record({
    from: fc.oneof({ weight: 6, arbitrary: dates }, { weight: 1, arbitrary: fc.constant(null) }),
  }),
  key: fc.option(fc.constantFrom('of', 'subject'), { nil: undefined }),
};
const rules = fc.oneof(
  fc.tuple(fc.boolean(), fc.boolean()).chain(([isPair, isAligned]) =>
    fc.record({
      ...common,
      kind: fc.constant('standing'),
      satisfiedBy: fc.oneof(isPair ? pairs : patterns),
      undoneBy: fc.oneof(isPair && isAligned ? pairs : patterns, fc.constant(undefined)),
      breachedBy: fc.option(patterns, { nil: undefined, freq: 1 }),
      due: fc.option(dues, { nil: undefined }),
      since: fc.option(fc.constant('run'), { nil: undefined }),
    }),
  ),
  fc.record({
    ...common,
    kind: fc.constant('reactive'),
    satisfiedBy: fc.oneof(patterns, pairs),
    trigger: patterns,
    breachedBy: fc.option(patterns, { nil: undefined, freq: 1 }),
    due: fc.option(fc.oneof(dues, dues, fc.constant({ before: true })), { nil: undefined }),
  }),
  fc.record({
    ...common,
    kind: fc.constant('recurring'),
    satisfiedBy: fc.oneof(patterns, pairs),
    breachedBy: fc.option(patterns, { nil: undefined, freq: 1 }),
    every: fc.oneof(terms, terms, fc.constant({ calendar: 'year' })),
  }),
  fc.record({
    ...common,
    kind: fc.constant('prohibition'),
    satisfiedBy: fc.option(patterns, { nil: undefined }),
    breachedBy: patterns,
  }),
);

/** Amendments that leave a rule of any kind evaluable. */
const amendments = fc.oneof(
  fc.record({ appliesWhen: predicates }),
  fc.record({ inForce: common.inForce }),
  fc.record({ key: fc.constantFrom('of', 'subject', null) }),
  fc.record({ breachedBy: patterns }),
);

type RuleChange = { readonly fields?: object; readonly change: RuleEvent['change'] };
const ruleEvents = fc
  .tuple(
    fc.constantFrom(BEGIN - 2 * STEP_MS, BEGIN, BEGIN + 4 * STEP_MS),
    rules,
    fc.array(
      fc.tuple(
        instants,
        fc.oneof<fc.Arbitrary<RuleChange>[]>(
          amendments.map((fields) => ({ change: 'amended', fields })),
          amendments.map((fields) => ({ change: 'amended', fields })),
          rules.map((fields) => ({ change: 'defined', fields })),
          fc.constant({ change: 'withdrawn' }),
        ),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([at, fields, changes]) => [
    ruleEvent(at, 1, { change: 'defined', fields }),
    ...changes.map(([when, change], index) => ruleEvent(when, index + 2, change)),
  ]);

function ruleEvent(at: number, position: number, { change, fields = {} }: RuleChange): RuleEvent {
  const stamp = { at, position, because: [position] };
  if (change === 'withdrawn') return { ...stamp, change };
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { ...stamp, change, fields: Object.fromEntries(given) };
}

export const rulesOnRecord: fc.Arbitrary<RuleOnRecord> = fc.record({
  id: fc.constant(OBLIGATION),
  events: ruleEvents,
  timeZone: fc.constantFrom('Asia/Shanghai', 'America/New_York'),
  outOfForce: seldom(spans),
});
