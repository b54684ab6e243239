import { describe, expect, it } from '@jest/globals';
import {
  amended,
  defined,
  fact,
  happened,
  instant,
  Scenario,
  span,
  withdrawn,
} from './scenario.js';

const RUNNING = { available: fact(['2026-01-01', true]) };
const TEN_DAYS = { within: 10, unit: 'day' };
const JANUARY = ['2026-01-05', '2026-01-15', '2026-01-25'] as const;

describe('the order of decision', () => {
  const events = happened(['2026-01-10', 'failed']);
  const rule = defined({ breachedBy: [{ type: 'failed' }], due: TEN_DAYS });

  it('puts a rule that is not in force before a finding', () => {
    const findings = [span('2026-01-01', undefined, 5)];
    const draft = new Scenario({ facts: RUNNING, findings }, defined({ inForce: { from: null } }));
    expect(draft.statuses('2026-01-05')).toEqual(['not-applicable']);
  });

  it('puts a finding before a predicate that is false, unknown or waived', () => {
    const findings = [span('2026-01-10', '2026-01-20', 5)];
    const waivers = [span('2026-01-01', undefined, 6)];
    const facts = { available: fact(['2026-01-12', false]) };
    const system = new Scenario({ facts, findings, waivers }, rule);
    expect(system.statuses('2026-01-05', '2026-01-11', '2026-01-15', '2026-01-25')).toEqual([
      'unknown',
      'breached',
      'breached',
      'not-applicable',
    ]);
    expect(system.at('2026-01-11').because).toEqual([5]);
  });

  it('puts an unknown predicate before a waiver and a waiver before a fault', () => {
    const waivers = [span('2026-01-04', '2026-01-20', 6)];
    const facts = { available: fact(['2026-01-06', true]) };
    const system = new Scenario({ facts, events, waivers }, rule);
    expect(system.statuses('2026-01-05', '2026-01-15', '2026-01-25')).toEqual([
      'unknown',
      'waived',
      'breached',
    ]);
    expect(system.at('2026-01-05').missing).toEqual(['available']);
  });

  it('is not applicable before the subject is introduced, whatever is declared', () => {
    const system = new Scenario({ facts: RUNNING, introduced: '2026-01-10' }, rule);
    expect(system.statuses(...JANUARY)).toEqual(['not-applicable', 'pending', 'unevidenced']);
    expect(system.at('2026-01-15').dueOn).toBe('2026-01-20');
  });

  it('answers nothing for a subject of another kind and for what no event can show', () => {
    expect(new Scenario({}, defined({ binds: 'company' })).segments).toEqual([]);
    expect(new Scenario({}, defined({ evaluated: false })).segments).toEqual([]);
  });
});

describe('a standing duty', () => {
  it('counts evidence from before it applied', () => {
    const events = happened(['2025-06-01', 'filed']);
    expect(new Scenario({ facts: RUNNING, events }, defined()).statuses(...JANUARY)).toEqual([
      'met',
      'met',
      'met',
    ]);
  });

  it('since the run counts only evidence from its start on', () => {
    const facts = {
      available: fact(['2026-01-01', true], ['2026-02-01', false], ['2026-03-01', true]),
    };
    const events = happened(
      ['2025-06-01', 'filed'],
      ['2026-01-10', 'filed'],
      ['2026-03-01', 'filed'],
    );
    const system = new Scenario({ facts, events }, defined({ since: 'run' }));
    expect(system.statuses('2026-01-05', '2026-01-15', '2026-02-15', '2026-03-01')).toEqual([
      'pending',
      'met',
      'not-applicable',
      'met',
    ]);
  });

  it('without a due stays pending', () => {
    expect(new Scenario({ facts: RUNNING }, defined()).at('2040-01-01').status).toBe('pending');
  });

  it('due immediately is unevidenced at once', () => {
    const system = new Scenario({ facts: RUNNING }, defined({ due: { immediately: true } }));
    expect(system.at('2026-01-01')).toMatchObject({
      status: 'unevidenced',
      dueAt: instant('2026-01-01'),
    });
  });

  it('is met as long as one of two filings remains', () => {
    const events = happened(
      ['2026-01-02', 'filed', { number: 'one' }],
      ['2026-01-03', 'filed', { number: 'two' }],
      ['2026-01-10', 'cancelled', { number: 'one' }],
      ['2026-01-20', 'cancelled', { number: 'two' }],
    );
    const undoneBy = [{ type: 'cancelled' }];
    const keyed = new Scenario(
      { facts: RUNNING, events },
      defined({ undoneBy, key: 'number', due: TEN_DAYS }),
    );
    expect(keyed.statuses(...JANUARY)).toEqual(['met', 'met', 'unevidenced']);
    expect(keyed.at('2026-01-15')).toMatchObject({ because: [2], metAt: instant('2026-01-02') });
    const unkeyed = new Scenario({ facts: RUNNING, events }, defined({ undoneBy, due: TEN_DAYS }));
    expect(unkeyed.statuses(...JANUARY)).toEqual(['met', 'unevidenced', 'unevidenced']);
  });

  it('is undone for all keys by an event without the key', () => {
    const events = happened(
      ['2026-01-02', 'filed', { number: 'one' }],
      ['2026-01-03', 'filed', { number: 'two' }],
      ['2026-01-10', 'cancelled'],
    );
    const rule = defined({ undoneBy: [{ type: 'cancelled' }], key: 'number' });
    expect(new Scenario({ facts: RUNNING, events }, rule).statuses(...JANUARY)).toEqual([
      'met',
      'pending',
      'pending',
    ]);
  });

  it('keyed by its stream is undone only by the stream that satisfied it', () => {
    const on = (subject: string) => [{}, { subject }] as const;
    const events = happened(
      ['2026-01-02', 'filed', ...on('algorithms/1')],
      ['2026-01-10', 'cancelled', ...on('algorithms/2')],
      ['2026-01-20', 'cancelled', ...on('algorithms/1')],
    );
    const rule = defined({ undoneBy: [{ type: 'cancelled' }], key: 'subject' });
    expect(new Scenario({ facts: RUNNING, events }, rule).statuses(...JANUARY)).toEqual([
      'met',
      'met',
      'pending',
    ]);
  });

  it.each([
    ['one list for all', [{ type: 'measure.withdrawn' }]],
    [
      'a list for each',
      { all: ['explicit', 'implicit'].map((m) => [{ type: 'measure.withdrawn', where: { m } }]) },
    ],
  ])('of several members needs every one, each undone on its own: %s', (_, undoneBy) => {
    const adopted = (m: string) => [{ type: 'measure.adopted', where: { m } }];
    const rule = defined({
      satisfiedBy: { all: [adopted('explicit'), adopted('implicit')] },
      undoneBy,
    });
    const events = happened(
      ['2026-01-02', 'measure.adopted', { m: 'explicit' }],
      ['2026-01-10', 'measure.adopted', { m: 'implicit' }],
      ['2026-01-18', 'measure.withdrawn', { m: 'explicit' }],
      ['2026-01-22', 'measure.adopted', { m: 'explicit' }],
    );
    const system = new Scenario({ facts: RUNNING, events }, rule);
    expect(system.statuses('2026-01-05', '2026-01-15', '2026-01-20', '2026-01-25')).toEqual([
      'pending',
      'met',
      'pending',
      'met',
    ]);
    expect(system.at('2026-01-25').because).toEqual([2, 4]);
  });

  it('of several members is in breach until the one that failed is satisfied again', () => {
    const adopted = (m: string) => [{ type: 'measure.adopted', where: { m } }];
    const rule = defined({
      satisfiedBy: { all: [adopted('explicit'), adopted('implicit')] },
      breachedBy: [{ type: 'measure.failed' }],
    });
    const events = happened(
      ['2026-01-02', 'measure.adopted', { m: 'explicit' }],
      ['2026-01-03', 'measure.adopted', { m: 'implicit' }],
      ['2026-01-10', 'measure.failed', { m: 'explicit' }],
      ['2026-01-18', 'measure.adopted', { m: 'implicit' }],
      ['2026-01-22', 'measure.adopted', { m: 'explicit' }],
    );
    const system = new Scenario({ facts: RUNNING, events }, rule);
    expect(system.statuses('2026-01-05', '2026-01-15', '2026-01-20', '2026-01-25')).toEqual([
      'met',
      'breached',
      'breached',
      'met',
    ]);
  });

  it('counts anew when it applies anew', () => {
    const facts = { available: fact(['2026-01-01', true], ['2026-01-08'], ['2026-01-20', true]) };
    const system = new Scenario({ facts }, defined({ due: TEN_DAYS }));
    expect(system.statuses('2026-01-05', '2026-01-10', '2026-01-25')).toEqual([
      'pending',
      'unknown',
      'pending',
    ]);
    expect(system.at('2026-01-25').dueOn).toBe('2026-01-30');
  });

  it('takes a launch known to a month from its last day and says that the date may move', () => {
    const [launched] = RUNNING.available;
    if (launched === undefined) throw new Error('It was launched.');
    const available = [{ ...launched, latest: instant('2026-01-31') }];
    const system = new Scenario({ facts: { available } }, defined({ due: TEN_DAYS }));
    expect(system.at('2026-02-05')).toMatchObject({
      status: 'pending',
      dueOn: '2026-02-10',
      provisional: true,
    });
    expect(system.at('2026-02-11').status).toBe('unevidenced');
    expect(system.at('2026-02-11')).not.toHaveProperty('provisional');
  });
});

describe('evidence on a linked algorithm', () => {
  it('counts only while the algorithm is linked', () => {
    const during = [
      { from: instant('2026-01-10'), to: instant('2026-01-20') },
      { from: instant('2026-01-30'), to: Infinity },
    ];
    const events = happened(['2025-06-01', 'filed', {}, { subject: 'algorithms/1', during }]);
    const system = new Scenario({ facts: RUNNING, events }, defined());
    expect(system.statuses(...JANUARY, '2026-02-05')).toEqual(['pending', 'met', 'pending', 'met']);
  });
});

describe('a reactive duty', () => {
  const reactive = (fields: object = {}) =>
    defined({
      kind: 'reactive',
      trigger: [{ type: 'incident' }],
      satisfiedBy: [{ type: 'reported' }],
      due: TEN_DAYS,
      ...fields,
    });

  it('is met before any trigger, pending, unevidenced, and met once settled', () => {
    const events = happened(['2026-01-10', 'incident'], ['2026-02-10', 'reported']);
    const system = new Scenario({ facts: RUNNING, events }, reactive());
    expect(system.statuses(...JANUARY, '2026-02-15')).toEqual([
      'met',
      'pending',
      'unevidenced',
      'met',
    ]);
    expect(system.at('2026-02-15')).toMatchObject({ dueOn: '2026-01-20', because: [2] });
  });

  it('is as bad as its worst open task, settled key by key', () => {
    const events = happened(
      ['2026-01-02', 'incident', { incident: 'a' }],
      ['2026-01-10', 'incident', { incident: 'b' }],
      ['2026-01-14', 'reported', { incident: 'a' }],
      ['2026-01-24', 'reported'],
    );
    const system = new Scenario({ facts: RUNNING, events }, reactive({ key: 'incident' }));
    expect(system.at('2026-01-11').dueOn).toBe('2026-01-12');
    expect(system.statuses('2026-01-13', '2026-01-15', '2026-01-22', '2026-01-25')).toEqual([
      'unevidenced',
      'pending',
      'unevidenced',
      'met',
    ]);
  });

  it('settles first where one event both settles and triggers', () => {
    const rule = reactive({ trigger: [{ type: 'changed' }], satisfiedBy: [{ type: 'changed' }] });
    const events = happened(['2026-01-02', 'changed'], ['2026-01-08', 'changed']);
    const system = new Scenario({ facts: RUNNING, events }, rule);
    expect(system.at('2026-01-09')).toMatchObject({ status: 'pending', dueOn: '2026-01-18' });
  });

  it('is not settled by what was reported before the trigger', () => {
    const events = happened(['2026-01-02', 'reported'], ['2026-01-03', 'incident']);
    expect(new Scenario({ facts: RUNNING, events }, reactive()).statuses(...JANUARY)).toEqual([
      'pending',
      'unevidenced',
      'unevidenced',
    ]);
  });

  it('opens no task for what happened when it did not apply', () => {
    const facts = { available: fact(['2026-01-01', false], ['2026-01-10', true]) };
    const events = happened(['2026-01-05', 'incident']);
    expect(new Scenario({ facts, events }, reactive()).statuses(...JANUARY)).toEqual([
      'not-applicable',
      'met',
      'met',
    ]);
  });

  it('keeps a task that was opened by the end of the service itself', () => {
    const facts = { available: fact(['2026-01-01', true], ['2026-01-10', false]) };
    const events = happened(['2026-01-10', 'incident'], ['2026-01-30', 'reported']);
    const system = new Scenario({ facts, events }, reactive());
    expect(system.statuses(...JANUARY, '2026-02-01')).toEqual([
      'met',
      'pending',
      'unevidenced',
      'not-applicable',
    ]);
  });

  it('shows an open task beside a predicate that became unknown only once it is past due', () => {
    const facts = { available: fact(['2026-01-01', true], ['2026-01-12']) };
    const events = happened(['2026-01-10', 'incident']);
    const system = new Scenario({ facts, events }, reactive());
    expect(system.statuses(...JANUARY)).toEqual(['met', 'unknown', 'unevidenced']);
  });

  describe('due before its trigger', () => {
    const before = reactive({
      trigger: [{ type: 'launched' }],
      due: { before: true },
      key: 'feature',
    });
    const voice = { feature: 'voice' };

    it('is pending until an announced launch and unevidenced from then on', () => {
      const events = happened(['2026-01-20', 'launched', voice]);
      const system = new Scenario({ facts: RUNNING, events }, before);
      expect(system.statuses(...JANUARY)).toEqual(['pending', 'pending', 'unevidenced']);
      expect(system.at('2026-01-05').dueAt).toBe(instant('2026-01-20'));
    });

    it('is met by an assessment at or before the launch', () => {
      const events = happened(['2026-01-20', 'launched', voice], ['2026-01-20', 'reported', voice]);
      expect(new Scenario({ facts: RUNNING, events }, before).statuses(...JANUARY)).toEqual([
        'pending',
        'pending',
        'met',
      ]);
    });

    it('needs an assessment after the previous launch of the same key', () => {
      const events = happened(
        ['2026-01-02', 'reported', voice],
        ['2026-01-10', 'launched', voice],
        ['2026-01-11', 'launched', { feature: 'face' }],
        ['2026-01-12', 'reported', { feature: 'face' }],
        ['2026-01-20', 'launched', voice],
      );
      const system = new Scenario({ facts: RUNNING, events }, before);
      expect(system.statuses('2026-01-11', '2026-01-15', '2026-01-25')).toEqual([
        'unevidenced',
        'pending',
        'unevidenced',
      ]);
      expect(system.at('2026-01-25').because).toEqual([5]);
    });
  });
});

describe('a recurring duty', () => {
  const recurring = (every: object) => defined({ kind: 'recurring', every });

  it('is pending from the start of the run, met for a term after each turn, then unevidenced', () => {
    const events = happened(['2026-01-20', 'filed']);
    const system = new Scenario(
      { facts: RUNNING, events },
      recurring({ within: 1, unit: 'month' }),
    );
    expect(system.at('2026-01-05')).toMatchObject({ status: 'pending', dueOn: '2026-02-01' });
    expect(system.at('2026-02-15')).toMatchObject({ status: 'met', dueOn: '2026-02-20' });
    expect(system.at('2026-02-21').status).toBe('unevidenced');
  });

  it('gives a service the first term even if an old turn has lapsed', () => {
    const events = happened(['2025-01-20', 'filed']);
    const system = new Scenario(
      { facts: RUNNING, events },
      recurring({ within: 1, unit: 'month' }),
    );
    expect(system.statuses('2026-01-15', '2026-02-15')).toEqual(['pending', 'unevidenced']);
  });

  it('of each calendar year is due each 31 December', () => {
    const events = happened(['2027-03-01', 'filed']);
    const system = new Scenario({ facts: RUNNING, events }, recurring({ calendar: 'year' }));
    expect(system.at('2026-06-01')).toMatchObject({ status: 'pending', dueOn: '2026-12-31' });
    expect(system.at('2027-01-15').status).toBe('unevidenced');
    expect(system.at('2028-12-31')).toMatchObject({ status: 'met', dueOn: '2028-12-31' });
    expect(system.at('2029-01-01').status).toBe('unevidenced');
  });
});

describe('a prohibition', () => {
  it('is met until a breach at a time when it applied, and again after what ends it', () => {
    const facts = { available: fact(['2026-01-01', false], ['2026-01-08', true]) };
    const events = happened(
      ['2026-01-05', 'tampered'],
      ['2026-01-14', 'tampered'],
      ['2026-01-20', 'filed'],
    );
    const rule = defined({ kind: 'prohibition', breachedBy: [{ type: 'tampered' }] });
    const system = new Scenario({ facts, events }, rule);
    expect(system.statuses('2026-01-10', '2026-01-15', '2026-01-25')).toEqual([
      'met',
      'breached',
      'met',
    ]);
    expect(system.at('2026-01-15').because).toEqual([2]);
  });
});

describe('waivers and findings', () => {
  it('run each on its own', () => {
    const waivers = [span('2026-01-02', '2026-01-10', 5), span('2026-01-08', '2026-01-20', 6)];
    const system = new Scenario({ facts: RUNNING, waivers }, defined({ due: TEN_DAYS }));
    expect(system.statuses(...JANUARY)).toEqual(['waived', 'waived', 'unevidenced']);
    expect(system.at('2026-01-09').because).toEqual([5, 6]);
  });
});

describe('a rule amended, withdrawn or made anew', () => {
  it('is read over the whole history by the version valid at the time asked about', () => {
    const events = happened(['2026-01-10', 'reported']);
    const system = new Scenario(
      { facts: RUNNING, events },
      defined({ due: TEN_DAYS }),
      amended('2026-01-20', { satisfiedBy: [{ type: 'reported' }], due: null }),
    );
    expect(system.statuses('2026-01-11', '2026-01-15', '2026-01-25')).toEqual([
      'pending',
      'unevidenced',
      'met',
    ]);
    expect(system.at('2026-01-25')).toMatchObject({ ruleVersion: 2, metAt: instant('2026-01-10') });
    expect(system.at('2026-01-25')).not.toHaveProperty('dueAt');
  });

  it('does not restart a run by being amended', () => {
    const system = new Scenario(
      { facts: RUNNING },
      defined({ due: TEN_DAYS }),
      amended('2026-01-05', { due: { within: 20, unit: 'day' } }),
    );
    expect(system.at('2026-01-06').dueOn).toBe('2026-01-21');
  });

  it('is not applicable from its withdrawal on', () => {
    const system = new Scenario({ facts: RUNNING }, defined(), withdrawn('2026-01-10'));
    expect(system.statuses(...JANUARY)).toEqual(['pending', 'not-applicable', 'not-applicable']);
  });

  it('ignores an amendment that leaves no rule and one of nothing', () => {
    const broken = amended('2026-01-10', { appliesWhen: null });
    const orphan = amended('2020-01-01', { due: TEN_DAYS });
    const system = new Scenario({ facts: RUNNING }, defined(), broken, orphan);
    expect(system.at('2026-01-15')).toMatchObject({ status: 'pending', ruleVersion: 1 });
  });
});

describe('the derivation of a status', () => {
  const events = happened(['2026-01-10', 'incident'], ['2026-10-09', 'launched']);
  const facts = {
    available: fact(['2026-10-09', true]),
    public: fact(['2026-10-01', true]),
  };
  const rule = defined({
    appliesWhen: {
      all: [
        { fact: 'available', is: true },
        { fact: 'public', is: true },
      ],
    },
    due: { within: 3, unit: 'working-day', calendar: 'cn', count: 'next-day' },
  });

  it('shows the rule version, each leaf, the run and the clock day by day', () => {
    const why = new Scenario({ facts, events }, rule).why('2026-10-10');
    expect(why?.segment.status).toBe('pending');
    expect(why?.rule?.version).toBe(1);
    expect(why?.run).toEqual({ start: instant('2026-10-09'), because: [100] });
    expect(why?.facts).toEqual({ available: [100], public: [100] });
    expect(why?.clock).toMatchObject({ start: instant('2026-10-09'), on: '2026-10-13' });
    expect(why?.clock?.days?.map(({ date, kind }) => `${date} ${kind}`)).toEqual([
      '2026-10-10 make-up',
      '2026-10-11 weekend',
      '2026-10-12 working',
      '2026-10-13 working',
    ]);
    expect(why?.predicate).toMatchObject({ operator: 'all', value: true });
  });

  it('names what is missing where the predicate is unknown', () => {
    const why = new Scenario({ facts: {}, events }, rule).why('2026-10-10');
    expect(why?.segment).toMatchObject({ status: 'unknown', missing: ['available', 'public'] });
    expect(why?.clock).toBeUndefined();
  });

  it('has no predicate where the rule is not in force, and no rule where none is valid', () => {
    const draft = new Scenario({ facts }, defined({ inForce: { from: null } })).why('2026-10-10');
    expect(draft?.predicate).toBeUndefined();
    expect(draft?.rule?.version).toBe(1);
    expect(new Scenario({ facts }, rule).why('2021-01-01')?.rule).toBeUndefined();
  });
});
