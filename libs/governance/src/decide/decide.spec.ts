import { describe, expect, it } from '@jest/globals';

import type { Told } from '../testing/story.js';
import {
  ALGORITHM,
  COMPANY,
  EVIDENCE,
  FEATURE,
  given,
  INSTRUMENT,
  OBLIGATION,
  RULE,
  SYSTEM,
} from '../testing/story.js';

const BYTEDANCE = 'companies/bytedance';
const SEEDANCE = 'systems/seedance-2.0';
const LABEL = 'instruments/cn-label-2025';

function suspended(changes: object = {}): Told {
  const data = { feature: 'voice-from-face', reason: 'Risk.', by: 'provider', ...changes };
  return { type: 'feature.suspended', subject: SEEDANCE, data };
}

describe('an event is refused', () => {
  it('where its type is unknown', () => {
    expect(given().when({ type: 'feature.vanished', subject: SEEDANCE })).toMatchObject({
      code: 'unknown-type',
      pointer: '/type',
    });
  });

  it.each(['seedance-2.0', 'systems', 'systems/', 'systems/Seedance', 'products/x', '/x', ''])(
    'on the subject "%s"',
    (subject) => {
      expect(given().when({ ...suspended(), subject })).toMatchObject({
        code: 'invalid-subject',
        pointer: '/subject',
      });
    },
  );

  it('on a stream of another kind', () => {
    expect(given(COMPANY).when({ ...suspended(), subject: BYTEDANCE })).toMatchObject({
      code: 'wrong-stream',
      pointer: '/subject',
    });
  });

  it('on a stream that is not known', () => {
    expect(given(COMPANY).when(suspended())).toMatchObject({
      code: 'unknown-subject',
      pointer: '/subject',
    });
  });

  it('where a system names an unknown company', () => {
    expect(given().when(SYSTEM)).toMatchObject({
      code: 'unknown-subject',
      pointer: '/data/company',
    });
  });

  it('where a company joins an unknown group', () => {
    const joins = { type: 'company.grouped', subject: BYTEDANCE, data: { parent: 'nobody' } };
    expect(given(COMPANY).when(joins)).toMatchObject({
      code: 'unknown-subject',
      pointer: '/data/parent',
    });
  });

  it('where a company joins itself', () => {
    const joins = { type: 'company.grouped', subject: BYTEDANCE, data: { parent: 'bytedance' } };
    expect(given(COMPANY).when(joins)).toMatchObject({ code: 'own-parent' });
  });

  it('where an algorithm names an unknown system', () => {
    const data = { ...ALGORITHM.data, systems: ['seedance-2.0', 'nothing'] };
    expect(given(COMPANY, SYSTEM).when({ ...ALGORITHM, data })).toMatchObject({
      code: 'unknown-subject',
      pointer: '/data/systems/1',
    });
  });

  it('where an algorithm is linked to an unknown system', () => {
    const link = {
      type: 'algorithm.linked',
      subject: ALGORITHM.subject,
      data: { system: 'nothing' },
    };
    expect(given(COMPANY, ALGORITHM).when(link)).toMatchObject({
      code: 'unknown-subject',
      pointer: '/data/system',
    });
  });

  it('where a filing passes to an unknown company', () => {
    const change = {
      type: 'algorithm.changed',
      subject: ALGORITHM.subject,
      data: { changes: { company: 'nobody' } },
    };
    expect(given(COMPANY, ALGORITHM).when(change)).toMatchObject({
      code: 'unknown-subject',
      pointer: '/data/changes/company',
    });
  });

  it.each(['feature.suspended', 'feature.resumed', 'feature.removed'])(
    'where %s names a feature that was never launched',
    (type) => {
      const event = { ...suspended({ feature: 'time-travel' }), type };
      expect(given(COMPANY, SYSTEM, FEATURE).when(event)).toMatchObject({
        code: 'unknown-feature',
        pointer: '/data/feature',
      });
    },
  );

  it.each([COMPANY, SYSTEM, INSTRUMENT])('where $type is told a second time', (event) => {
    const story = [...new Set([COMPANY, event])];
    expect(given(...story).when(event)).toMatchObject({
      code: 'already-exists',
      pointer: '/subject',
    });
  });

  it('where an algorithm is registered a second time', () => {
    expect(given(COMPANY, ALGORITHM).when(ALGORITHM)).toMatchObject({ code: 'already-exists' });
  });

  it('where a filing number belongs to another algorithm, however it is written', () => {
    const data = { ...ALGORITHM.data, number: '110108413760701250055' };
    const other = { ...ALGORITHM, subject: 'algorithms/another', data };
    expect(given(COMPANY, ALGORITHM).when(other)).toMatchObject({
      code: 'duplicate-number',
      pointer: '/data/number',
    });
  });

  it.each([
    '1101084137607012500551',
    '11010841376070125005',
    '网信算备X号',
    '110108 413760701250055',
  ])('where its filing number is %s', (number) => {
    const event = { ...ALGORITHM, data: { ...ALGORITHM.data, number } };
    expect(given(COMPANY).when(event)).toMatchObject({
      code: 'invalid-number',
      pointer: '/data/number',
    });
  });

  it.each([
    ['cacEntity', '1101084137607'],
    ['uscc', '91110108MA01XXXX1Y'],
    ['lei', '529900T8BM49AURSDO55'],
    ['ticker', '1024.HK'],
  ])('where its %s belongs to another company', (scheme, identifier) => {
    const identifiers = { [scheme]: identifier };
    const one = { ...COMPANY, data: { ...COMPANY.data, identifiers } };
    expect(given(one).when({ ...one, subject: 'companies/another' })).toMatchObject({
      code: 'duplicate-identifier',
      pointer: `/data/identifiers/${scheme}`,
    });
  });

  it.each([
    ['measure.adopted', { measure: 'label.invented' }, '/data/measure'],
    ['measure.adopted', { measure: 'label.explicit', media: ['video', 'smell'] }, '/data/media/1'],
    ['feature.launched', { feature: 'x', capabilities: ['flying'] }, '/data/capabilities/0'],
    ['assessment.completed', { kind: 'taste', outcome: 'passed' }, '/data/kind'],
    ['incident.occurred', { incident: 'x', kind: 'boredom', description: 'x' }, '/data/kind'],
    ['system.described', { facts: { mood: 'good' } }, '/data/facts/mood'],
    ['system.described', { facts: { available: true } }, '/data/facts/available'],
    ['system.described', { facts: { capabilities: ['flying'] } }, '/data/facts/capabilities/0'],
  ])('where %s uses an undeclared word', (type, data, pointer) => {
    expect(given(COMPANY, SYSTEM).when({ type, subject: SEEDANCE, data })).toMatchObject({
      code: 'unknown-term',
      pointer,
    });
  });

  it('where a role or a category is an undeclared word', () => {
    const roles = { ...SYSTEM, data: { ...SYSTEM.data, roles: ['king'] } };
    const category = { ...ALGORITHM, data: { ...ALGORITHM.data, category: 'magic' } };
    expect(given(COMPANY).when(roles)).toMatchObject({ pointer: '/data/roles/0' });
    expect(given(COMPANY).when(category)).toMatchObject({
      code: 'unknown-term',
      pointer: '/data/category',
    });
  });

  it.each([
    ['public-opinion', 'yes'],
    ['monthly-users', '100000'],
    ['training-operations', '1e26'],
    ['placed-on-market', '2026-02-30'],
    ['capabilities', 'video-generation'],
    ['audience', 'every body'],
  ])('where the fact %s is declared as %j', (name, value) => {
    const event = {
      type: 'system.described',
      subject: SEEDANCE,
      data: { facts: { [name]: value } },
    };
    expect(given(COMPANY, SYSTEM).when(event)).toMatchObject({
      code: 'invalid-data',
      pointer: `/data/facts/${name}`,
    });
  });

  it('where a name is given in no language', () => {
    const nameless = { ...COMPANY, data: { ...COMPANY.data, name: {} } };
    expect(given().when(nameless)).toMatchObject({ code: 'invalid-data', pointer: '/data/name' });
  });

  it('where a change changes nothing', () => {
    const change = {
      type: 'algorithm.changed',
      subject: ALGORITHM.subject,
      data: { changes: {} },
    };
    expect(given(COMPANY, ALGORITHM).when(change)).toMatchObject({
      code: 'invalid-data',
      pointer: '/data/changes',
    });
  });

  it('where an obligation is defined twice, here or on another instrument', () => {
    const elsewhere = { ...INSTRUMENT, subject: 'instruments/another', id: 'another' };
    const story = given(INSTRUMENT, OBLIGATION, elsewhere);
    expect(story.when(OBLIGATION)).toMatchObject({ code: 'already-exists' });
    expect(story.when({ ...OBLIGATION, subject: elsewhere.subject })).toMatchObject({
      code: 'already-exists',
      pointer: '/data/obligation',
    });
  });

  it.each(['obligation.amended', 'obligation.withdrawn'])(
    'where %s names an obligation that is not defined',
    (type) => {
      const event = { type, subject: LABEL, data: { obligation: 'nothing' } };
      expect(given(INSTRUMENT).when(event)).toMatchObject({
        code: 'unknown-obligation',
        pointer: '/data/obligation',
      });
    },
  );

  it('where a rule does not parse', () => {
    const data = { obligation: 'x', ...RULE, appliesWhen: { all: [{ fact: 'roles', hs: 'x' }] } };
    expect(given(INSTRUMENT).when({ ...OBLIGATION, data })).toMatchObject({
      code: 'invalid-rule',
      pointer: '/data/appliesWhen/all/0/hs',
      problems: [
        { pointer: '/data/appliesWhen/all/0/hs', code: 'unknown-field' },
        { pointer: '/data/appliesWhen/all/0', code: 'required' },
      ],
    });
  });

  it('where a rule waits for an event type that does not exist', () => {
    const data = { obligation: 'x', ...RULE, satisfiedBy: [{ type: 'label.drawn' }] };
    expect(given(INSTRUMENT).when({ ...OBLIGATION, data })).toMatchObject({
      code: 'invalid-rule',
      pointer: '/data/satisfiedBy/0/type',
    });
  });

  it('where an amendment leaves a rule that does not parse', () => {
    const data = { obligation: 'cn-label-4', satisfiedBy: null };
    const amended = { type: 'obligation.amended', subject: LABEL, data };
    expect(given(INSTRUMENT, OBLIGATION).when(amended)).toMatchObject({
      code: 'invalid-rule',
      pointer: '/data/satisfiedBy',
    });
  });

  it('where a rule looks at an undeclared fact or measure', () => {
    const facts = {
      obligation: 'x',
      ...RULE,
      appliesWhen: { not: { fact: 'company.mood', is: 1 } },
    };
    const measures = {
      obligation: 'x',
      ...RULE,
      undoneBy: [{ type: 'measure.withdrawn', where: { measure: ['label.explicit', 'nap'] } }],
    };
    const appliesWhen = { any: [{ fact: 'capabilities', hasAny: ['dialogue', 'flying'] }] };
    const words = { obligation: 'x', ...RULE, appliesWhen };
    expect(given(INSTRUMENT).when({ ...OBLIGATION, data: words })).toMatchObject({
      code: 'unknown-term',
      pointer: '/data/appliesWhen/any/0/hasAny/1',
    });
    expect(given(INSTRUMENT).when({ ...OBLIGATION, data: facts })).toMatchObject({
      code: 'unknown-term',
      pointer: '/data/appliesWhen/not/fact',
    });
    expect(given(INSTRUMENT).when({ ...OBLIGATION, data: measures })).toMatchObject({
      code: 'unknown-term',
      pointer: '/data/undoneBy/0/where/measure',
    });
  });

  it.each([
    [{ daysOff: ['2025-12-31'] }, '/data/daysOff/0'],
    [{ workingWeekendDays: ['2027-01-02'] }, '/data/workingWeekendDays/0'],
    [{ workingWeekendDays: ['2026-01-04', '2026-01-05'] }, '/data/workingWeekendDays/1'],
    [{ daysOff: ['2026-01-04'], workingWeekendDays: ['2026-01-04'] }, '/data/daysOff/0'],
    [{ daysOff: ['2026-01-01', '2026-01-01'] }, '/data/daysOff/1'],
    [{ workingWeekendDays: ['2026-01-04', '2026-01-04'] }, '/data/workingWeekendDays/1'],
  ])('where a calendar of 2026 has %j', (days, pointer) => {
    const data = { year: 2026, daysOff: [], workingWeekendDays: [], notice: 'Notice', ...days };
    const published = { type: 'calendar.published', subject: 'calendars/cn', data };
    expect(given().when(published)).toMatchObject({ code: 'invalid-data', pointer });
  });

  it('where a term stands on another stream than its own', () => {
    const data = { kind: 'measure', name: 'label.audible', label: { en: 'x', zh: '语' } };
    const defined = { type: 'term.defined', subject: 'terms/measure.other', data };
    expect(given().when(defined)).toMatchObject({ code: 'invalid-subject', pointer: '/subject' });
  });

  it('where a term is part of the vocabulary', () => {
    const data = { kind: 'measure', name: 'label.explicit', label: { en: 'x', zh: '语' } };
    const defined = { type: 'term.defined', subject: 'terms/measure.label.explicit', data };
    expect(given().when(defined)).toMatchObject({ code: 'already-exists', pointer: '/data/name' });
  });

  it.each([
    ['fact', undefined],
    ['measure', 'flag'],
  ])('where a %s is defined with the value type %s', (kind, valueType) => {
    const data = {
      kind,
      name: 'new',
      label: { en: 'x', zh: '语' },
      ...(valueType && { valueType }),
    };
    const defined = { type: 'term.defined', subject: `terms/${kind}.new`, data };
    expect(given().when(defined)).toMatchObject({
      code: 'invalid-data',
      pointer: '/data/valueType',
    });
  });
});

describe('an event is accepted', () => {
  it('with the names that its stream takes', () => {
    expect(given().when(COMPANY)).toMatchObject({
      outcome: 'accepted',
      claims: ['company-cacEntity/1101084137607'],
      releases: [],
    });
    expect(given(COMPANY).when(ALGORITHM)).toMatchObject({
      claims: ['algorithm-number/110108413760701250055'],
    });
  });

  it('though its stream already holds the name', () => {
    const submitted = {
      type: 'algorithm.submitted',
      subject: ALGORITHM.subject,
      data: { company: 'bytedance', name: 'x' },
    };
    expect(given(COMPANY, ALGORITHM).when(submitted)).toMatchObject({ outcome: 'accepted' });
  });

  it('where a term was defined for it', () => {
    const data = { kind: 'measure', name: 'label.audible', label: { en: 'x', zh: '语' } };
    const term = { type: 'term.defined', subject: 'terms/measure.label.audible', data };
    const adopted = {
      type: 'measure.adopted',
      subject: SEEDANCE,
      data: { measure: 'label.audible', evidence: EVIDENCE },
    };
    expect(given(COMPANY, SYSTEM, term).when(adopted)).toMatchObject({
      outcome: 'accepted',
      warnings: [],
    });
  });

  it('where a defined fact has a value of its type', () => {
    const data = {
      kind: 'fact',
      name: 'robots',
      label: { en: 'x', zh: '机' },
      valueType: 'integer',
    };
    const term = { type: 'term.defined', subject: 'terms/fact.robots', data };
    const story = given(COMPANY, SYSTEM, term);
    const described = (robots: unknown): Told => ({
      type: 'system.described',
      subject: SEEDANCE,
      data: { facts: { robots } },
    });
    expect(story.when(described(3))).toMatchObject({ outcome: 'accepted' });
    expect(story.when(described('3'))).toMatchObject({ pointer: '/data/facts/robots' });
  });

  it('whatever its valid time, for news arrives out of order', () => {
    const early = { ...suspended(), time: '1999-01-01T00:00:00Z' };
    expect(given(COMPANY, SYSTEM, FEATURE).when(early)).toMatchObject({ outcome: 'accepted' });
  });

  it('where an obligation that was withdrawn is amended for the days before', () => {
    const about = { subject: LABEL, data: { obligation: 'cn-label-4' } };
    const withdrawn = { type: 'obligation.withdrawn', ...about, time: '2030-01-01T00:00:00+08:00' };
    const amended = {
      type: 'obligation.amended',
      subject: LABEL,
      data: { obligation: 'cn-label-4', provision: '4(1)' },
    };
    const story = given(INSTRUMENT, OBLIGATION, withdrawn);
    expect(story.when({ ...amended, time: '2029-01-01T00:00:00+08:00' })).toMatchObject({
      outcome: 'accepted',
      warnings: [{ code: 'no-evidence' }],
    });
    expect(story.when({ ...amended, time: '2031-01-01T00:00:00+08:00' })).toMatchObject({
      outcome: 'accepted',
      warnings: [{ code: 'no-effect' }, { code: 'no-evidence' }],
    });
  });

  it('where an obligation is defined again after it was withdrawn', () => {
    const withdrawn = {
      type: 'obligation.withdrawn',
      subject: LABEL,
      data: { obligation: 'cn-label-4' },
    };
    const again = { ...OBLIGATION, time: '2026-05-01T00:00:00+08:00' };
    expect(given(INSTRUMENT, OBLIGATION, withdrawn).when(again)).toMatchObject({
      outcome: 'accepted',
    });
  });
});

describe('an accepted event is answered with a warning', () => {
  it('where it has no effect where it stands', () => {
    const resumed = {
      type: 'feature.resumed',
      subject: SEEDANCE,
      data: { feature: 'voice-from-face', evidence: EVIDENCE },
    };
    expect(given(COMPANY, SYSTEM, FEATURE).when(resumed)).toMatchObject({
      outcome: 'accepted',
      warnings: [{ code: 'no-effect' }],
    });
  });

  it('judged by what stands before it in valid time, not by what was recorded before', () => {
    const resumed = {
      type: 'feature.resumed',
      subject: SEEDANCE,
      time: '2026-02-20T00:00:00+08:00',
      data: { feature: 'voice-from-face' },
    };
    const story = given(COMPANY, SYSTEM, FEATURE, suspended(), resumed);
    const evidence = { evidence: EVIDENCE };
    const between = { ...suspended(evidence), time: '2026-02-15T00:00:00+08:00' };
    const later = { ...suspended(evidence), time: '2026-02-25T00:00:00+08:00' };
    expect(story.when(between)).toMatchObject({ warnings: [{ code: 'no-effect' }] });
    expect(story.when(later)).toMatchObject({ warnings: [] });
  });

  it.each([{}, { evidence: [] }])('where it has no evidence: %j', (evidence) => {
    expect(given(COMPANY, SYSTEM, FEATURE).when(suspended(evidence))).toMatchObject({
      warnings: [{ code: 'no-evidence' }],
    });
  });

  it('where it is earlier than its stream', () => {
    const adopted = {
      type: 'measure.adopted',
      subject: SEEDANCE,
      time: '2026-02-06T23:59:59+08:00',
      data: { measure: 'label.explicit', evidence: EVIDENCE },
    };
    const story = given(COMPANY, SYSTEM);
    expect(story.when(adopted)).toMatchObject({ warnings: [{ code: 'before-introduction' }] });
    expect(story.when({ ...adopted, time: '2026-02-07T00:00:00+08:00' })).toMatchObject({
      warnings: [],
    });
  });
});
