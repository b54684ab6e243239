import { describe, expect, it } from '@jest/globals';
import { PATTERNS_MAX } from './check-patterns.js';
import { PREDICATE_DEPTH_MAX, PREDICATE_PARTS_MAX } from './check-predicate.js';
import { checkRule, type KnownNames } from './check-rule.js';

const FILING = {
  binds: 'system',
  kind: 'standing',
  appliesWhen: {
    all: [
      { fact: 'available', is: true },
      { fact: 'public', is: true },
    ],
  },
  inForce: { from: '2022-03-01' },
  satisfiedBy: [{ type: 'algorithm.submitted', where: { role: ['provider', 'supporter'] } }],
  undoneBy: [{ type: 'algorithm.cancelled' }],
  due: { within: 10, unit: 'working-day', calendar: 'cn', count: 'next-day' },
};

function problemsOf(changes: object, known?: KnownNames): readonly string[] {
  const rule = Object.entries<unknown>({ ...FILING, ...changes }).filter(
    ([, value]) => value !== undefined,
  );
  return checkRule(Object.fromEntries(rule), known).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );
}

const REACTIVE = {
  kind: 'reactive',
  undoneBy: undefined,
  trigger: [{ type: 'incident.occurred' }],
};
const RECURRING = { kind: 'recurring', undoneBy: undefined, due: undefined };

describe('the check of a rule', () => {
  it.each<[string, object]>([
    ['a standing duty', {}],
    ['a duty that always applies', { appliesWhen: 'always' }],
    ['a draft', { inForce: { from: null } }],
    ['an end of force', { inForce: { from: '2025-01-01', to: '2026-01-01' } }],
    ['several members', { satisfiedBy: { all: [[{ type: 'a' }], [{ type: 'b' }]] } }],
    ['a reactive duty', REACTIVE],
    ['an assessment before launch', { ...REACTIVE, due: { before: true } }],
    ['hours', { ...REACTIVE, due: { within: 4, unit: 'hour' } }],
    ['at once', { ...REACTIVE, due: { immediately: true } }],
    ['a yearly duty', { ...RECURRING, every: { calendar: 'year' } }],
    ['a duty every three years', { ...RECURRING, every: { within: 3, unit: 'year' } }],
    [
      'a prohibition',
      { kind: 'prohibition', undoneBy: undefined, due: undefined, breachedBy: [{ type: 'a' }] },
    ],
    [
      'a duty that no event can show',
      { evaluated: false, satisfiedBy: undefined, undoneBy: undefined },
    ],
    ['fields for readers', { title: { en: 'File', zh: '备案' }, provision: '24(1)' }],
  ])('accepts %s', (_, changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  it.each<[string, object, readonly string[]]>([
    ['nobody bound', { binds: 'authority' }, ['/binds unknown-value']],
    ['an unknown kind', { kind: 'continuous' }, ['/kind unknown-value']],
    ['no predicate', { appliesWhen: undefined }, ['/appliesWhen required']],
    ['a text as predicate', { appliesWhen: 'sometimes' }, ['/appliesWhen wrong-type']],
    [
      'two operators at once',
      { appliesWhen: { all: ['always'], any: ['always'] } },
      ['/appliesWhen unknown-field'],
    ],
    ['an operator that is none', { appliesWhen: { xor: [] } }, ['/appliesWhen unknown-field']],
    ['nothing to conjoin', { appliesWhen: { all: [] } }, ['/appliesWhen/all out-of-range']],
    ['a fact untested', { appliesWhen: { not: { fact: 'f' } } }, ['/appliesWhen/not required']],
    [
      'a fact tested twice',
      { appliesWhen: { any: [{ fact: 'f', is: 1, atLeast: 1 }] } },
      ['/appliesWhen/any/0 required'],
    ],
    [
      'a fraction as number',
      { appliesWhen: { fact: 'f', atLeast: 0.5 } },
      ['/appliesWhen/atLeast wrong-type'],
    ],
    [
      'a limit that does not compare',
      { appliesWhen: { fact: 'f', below: 'many' } },
      ['/appliesWhen/below wrong-type'],
    ],
    ['not in force', { inForce: undefined }, ['/inForce required']],
    ['in force from nowhere', { inForce: {} }, ['/inForce/from required']],
    ['a date that is none', { inForce: { from: '2026-02-30' } }, ['/inForce/from wrong-type']],
    [
      'an end before the beginning',
      { inForce: { from: '2026-02-02', to: '2026-02-02' } },
      ['/inForce/to out-of-range'],
    ],
    ['an unknown unit', { due: { within: 2, unit: 'week' } }, ['/due/unit unknown-value']],
    ['nothing to count', { due: { within: 0, unit: 'day' } }, ['/due/within out-of-range']],
    ['half a day', { due: { within: 0.5, unit: 'day' } }, ['/due/within out-of-range']],
    [
      'working days of no calendar',
      { due: { within: 1, unit: 'working-day' } },
      ['/due/calendar required', '/due/count unknown-value'],
    ],
    [
      'a calendar for plain days',
      { due: { within: 1, unit: 'day', calendar: 'cn' } },
      ['/due/calendar unknown-field'],
    ],
    ['due before what?', { due: { before: true } }, ['/due not-allowed']],
    ['due not at once', { due: { immediately: false } }, ['/due/immediately unknown-value']],
    ['due on no day', { due: { on: 'soon' } }, ['/due/on wrong-type']],
    ['no evidence', { satisfiedBy: undefined }, ['/satisfiedBy required']],
    ['no pattern', { satisfiedBy: [] }, ['/satisfiedBy out-of-range']],
    ['a text as pattern', { satisfiedBy: ['filed'] }, ['/satisfiedBy/0 wrong-type']],
    [
      'a pattern with a misspelt field',
      { satisfiedBy: [{ type: 'a', were: {} }] },
      ['/satisfiedBy/0/were unknown-field'],
    ],
    [
      'an object to match',
      { satisfiedBy: { all: [[{ type: 'a', where: { 'a/b': {} } }]] } },
      ['/satisfiedBy/all/0/0/where/a~1b wrong-type'],
    ],
    [
      'fewer undoings than members',
      {
        satisfiedBy: { all: [[{ type: 'a' }], [{ type: 'b' }]] },
        undoneBy: { all: [[{ type: 'c' }]] },
      },
      ['/undoneBy/all out-of-range'],
    ],
    ['a trigger of a standing duty', { trigger: [{ type: 'a' }] }, ['/trigger not-allowed']],
    ['a reactive duty without trigger', { ...REACTIVE, trigger: undefined }, ['/trigger required']],
    ['a recurring duty that never recurs', RECURRING, ['/every required']],
    [
      'a prohibition that nothing breaches',
      { kind: 'prohibition', undoneBy: undefined, due: undefined },
      ['/breachedBy required'],
    ],
    [
      'a decade of fiscal years',
      { ...RECURRING, every: { calendar: 'fiscal' } },
      ['/every/calendar unknown-value'],
    ],
    ['evidence since the flood', { since: 'flood' }, ['/since unknown-value']],
    ['a key that is no field', { key: '' }, ['/key wrong-type']],
    ['a flag that is no flag', { house: 'yes' }, ['/house wrong-type']],
  ])('refuses %s', (_, changes, problems) => {
    expect(problemsOf(changes)).toEqual(problems);
  });

  it.each([undefined, null, 'rule', [], 7])('refuses %p, which is no rule', (json) => {
    expect(checkRule(json)).toEqual([
      { pointer: '', code: 'wrong-type', message: 'A rule is an object.' },
    ]);
  });

  it('refuses facts, event types and calendars that are not known', () => {
    const known = {
      isFact: (name: string) => name === 'available',
      isType: (type: string) => type === 'algorithm.submitted',
      isCalendar: () => false,
    };
    expect(problemsOf({}, known)).toEqual([
      '/appliesWhen/all/1/fact unknown-fact',
      '/due/calendar unknown-calendar',
      '/undoneBy/0/type unknown-type',
    ]);
  });

  it('takes predicates, lists and terms up to their limits and no further', () => {
    const nested = (depth: number): unknown =>
      depth === 1 ? 'always' : { not: nested(depth - 1) };
    const many = (count: number) => ({ all: Array.from({ length: count }, () => 'always') });
    const patterns = (count: number) => Array.from({ length: count }, () => ({ type: 'a' }));
    expect(problemsOf({ appliesWhen: nested(PREDICATE_DEPTH_MAX + 1) })).toEqual([]);
    expect(problemsOf({ appliesWhen: nested(PREDICATE_DEPTH_MAX + 2) })).toHaveLength(1);
    expect(problemsOf({ appliesWhen: many(PREDICATE_PARTS_MAX) })).toEqual([]);
    expect(problemsOf({ appliesWhen: many(PREDICATE_PARTS_MAX + 1) })).toHaveLength(1);
    expect(problemsOf({ satisfiedBy: patterns(PATTERNS_MAX) })).toEqual([]);
    expect(problemsOf({ satisfiedBy: patterns(PATTERNS_MAX + 1) })).toHaveLength(1);
    expect(problemsOf({ due: { within: 100, unit: 'year' } })).toEqual([]);
    expect(problemsOf({ due: { within: 101, unit: 'year' } })).toHaveLength(1);
  });
});
