import { describe, expect, it } from '@jest/globals';

import * as limits from '../fields/limits.js';
import { checkPayload } from './check-payload.js';

const SUSPENDED = { feature: 'voice-from-face', reason: 'Risk.', by: 'provider' };
const EVIDENCE = { url: 'https://a.cn/x', publisher: 'A', tier: 'press', access: 'read' };
const REGISTERED = { name: { zh: '甲' }, jurisdiction: 'CN' };

const PUBLISHER_TO_STRING = '/data/evidence/0/publisher/toString unknown-field';

function problems(type: string, data: unknown) {
  return checkPayload(type, data).map(({ pointer, code }) => `${pointer} ${code}`);
}

function suspended(changes: object) {
  return problems('feature.suspended', { ...SUSPENDED, ...changes });
}

function evidence(changes: object) {
  return suspended({ evidence: [{ ...EVIDENCE, ...changes }] });
}

describe('a payload', () => {
  it('may carry its own fields, evidence, a precision and a note', () => {
    const file = {
      sha256: 'a'.repeat(64),
      name: 'order.pdf',
      mediaType: 'application/pdf',
      bytes: 9,
    };
    const paper = { file, publisher: 'House', tier: 'internal', access: 'read' };
    const page = {
      ...EVIDENCE,
      title: 'T',
      published: '2026-02',
      quote: '暂停',
      sha256: 'b'.repeat(64),
    };
    expect(suspended({ evidence: [page, paper], timePrecision: 'day', note: 'n' })).toEqual([]);
  });

  it.each([null, undefined, [], 'text', 3])('is an object, not %j', (data) => {
    expect(problems('feature.suspended', data)).toEqual(['/data wrong-type']);
  });

  it('of a type that does not exist is refused', () => {
    expect(problems('feature.vanished', {})).toEqual(['/type unknown-type']);
  });

  it.each([
    [{ reason: undefined }, '/data/reason required'],
    [{ reason: null }, '/data/reason wrong-type'],
    [{ reason: 3 }, '/data/reason wrong-type'],
    [{ reason: '' }, '/data/reason too-short'],
    [{ reason: ' \t' }, '/data/reason malformed'],
    [{ by: 'nobody' }, '/data/by not-allowed'],
    [{ by: ['provider'] }, '/data/by not-allowed'],
    [{ feature: 'Voice' }, '/data/feature malformed'],
    [{ feature: '.voice' }, '/data/feature malformed'],
    [{ feature: 'a b' }, '/data/feature malformed'],
    [{ authority: null }, '/data/authority wrong-type'],
    [{ colour: 'red' }, '/data/colour unknown-field'],
    [{ 'a/b~c': 1 }, '/data/a~1b~0c unknown-field'],
    [{ constructor: 1 }, '/data/constructor unknown-field'],
    [{ note: {} }, '/data/note wrong-type'],
    [{ timePrecision: 'hour' }, '/data/timePrecision not-allowed'],
    [{ evidence: {} }, '/data/evidence wrong-type'],
    [{ evidence: ['page'] }, '/data/evidence wrong-type'],
    [{ evidence: [{ ...EVIDENCE, constructor: 1 }] }, '/data/evidence/0/constructor unknown-field'],
    [{ evidence: [null] }, '/data/evidence wrong-type'],
    [{ evidence: [{ ...EVIDENCE, publisher: { toString: 1 } }] }, PUBLISHER_TO_STRING],
    [{ note: { constructor: 1 } }, '/data/note/constructor unknown-field'],
  ])('with %j is refused', (changes, problem) => {
    expect(suspended(changes)).toEqual([problem]);
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))(
    'has no field %s, though every object has one',
    (name) => {
      const data = { ...REGISTERED, name: { zh: '甲', [name]: {} } };
      expect(problems('company.registered', data)).toEqual([`/data/name/${name} unknown-field`]);
    },
  );

  it.each([
    [{ url: 'ftp://a.cn/x' }, '/data/evidence/0/url malformed'],
    [{ url: 'javascript:alert(1)' }, '/data/evidence/0/url malformed'],
    [{ url: 'https://user:secret@a.cn/' }, '/data/evidence/0/url malformed'],
    [{ url: 3 }, '/data/evidence/0/url wrong-type'],
    [{ url: undefined }, '/data/evidence malformed'],
    [{ publisher: undefined }, '/data/evidence/0/publisher required'],
    [{ tier: 'rumour' }, '/data/evidence/0/tier not-allowed'],
    [{ access: undefined }, '/data/evidence/0/access required'],
    [{ published: '09.02.2026' }, '/data/evidence/0/published malformed'],
    [{ sha256: 'A'.repeat(64) }, '/data/evidence/0/sha256 malformed'],
    [{ shape: 'round' }, '/data/evidence/0/shape unknown-field'],
    [{ file: { sha256: 'x' } }, '/data/evidence/0/file/sha256 malformed'],
  ])('with the evidence %j is refused', (changes, problem) => {
    expect(evidence(changes)).toContain(problem);
  });

  it('tells every problem at once', () => {
    expect(suspended({ reason: 3, by: 'x', extra: 1 })).toEqual(
      expect.arrayContaining([
        '/data/reason wrong-type',
        '/data/by not-allowed',
        '/data/extra unknown-field',
      ]),
    );
  });

  it.each([
    ['2026-02-30', '/data/houseDueOn malformed'],
    ['2026-02-28T00:00:00Z', '/data/houseDueOn malformed'],
    [20260228, '/data/houseDueOn malformed'],
  ])('with the day %j is refused', (houseDueOn, problem) => {
    const data = { obligation: 'x', owner: 'y', houseDueOn };
    expect(problems('duty.assigned', data)).toEqual([problem]);
  });

  it('with an offsetless time is refused', () => {
    const data = { event: { source: 's', id: 'i' }, reason: 'r', time: '2026-02-09T00:00:00' };
    expect(problems('event.corrected', data)).toEqual(['/data/time malformed']);
  });

  it.each([
    [{}, '/data/facts malformed'],
    [[], '/data/facts wrong-type'],
    [{ mood: 1.5 }, '/data/facts malformed'],
    [{ mood: { deep: true } }, '/data/facts malformed'],
    [{ mood: ['a', 'a'] }, '/data/facts malformed'],
    [{ mood: [1] }, '/data/facts malformed'],
    [{ mood: '' }, '/data/facts malformed'],
    [{ 'Bad Name': true }, '/data/facts malformed'],
  ])('with the facts %j is refused', (facts, problem) => {
    expect(problems('system.described', { facts })).toEqual([problem]);
  });

  it.each([
    [{ cacEntity: '123' }, '/data/identifiers/cacEntity malformed'],
    [{ uscc: '91110108ma01xxxx1y' }, '/data/identifiers/uscc malformed'],
    [{ lei: '529900T8BM49AURSDO5' }, '/data/identifiers/lei malformed'],
    [{ ticker: '1024' }, '/data/identifiers/ticker malformed'],
    [{ vat: '1' }, '/data/identifiers/vat unknown-field'],
  ])('with the identifiers %j is refused', (identifiers, problem) => {
    expect(problems('company.registered', { ...REGISTERED, identifiers })).toEqual([problem]);
  });

  it.each(['Mars', 'cn', 'CHN', 'US-', ''])(
    'with the jurisdiction "%s" is refused',
    (jurisdiction) => {
      expect(problems('company.registered', { ...REGISTERED, jurisdiction })).toHaveLength(1);
    },
  );

  it.each(['Mars/Olympus', '+08:00', '', 8])('with the time zone %j is refused', (timeZone) => {
    const data = {
      title: { en: 'a', zh: '甲' },
      jurisdiction: 'CN',
      timeZone,
      issuers: ['CAC'],
      kind: 'rules',
      binding: true,
      url: 'https://a.cn/',
    };
    expect(problems('instrument.published', data)).toEqual(['/data/timeZone malformed']);
    expect(problems('instrument.published', { ...data, timeZone: 'Asia/Shanghai' })).toEqual([]);
  });

  it.each(['100000', '1e5 CNY', '-1 CNY', '1.234 CNY', '5 cny'])(
    'with the amount %s is refused',
    (amount) => {
      const data = { case: 'c', authority: 'CAC', measures: ['fine'], amount };
      expect(problems('enforcement.opened', data)).toEqual(['/data/amount malformed']);
    },
  );
});

describe('the limits of a payload', () => {
  const launched = { feature: 'f', capabilities: [] };
  const many = (length: number) => Array.from({ length }, () => 'x');

  it.each([
    ['id', 'feature.removed', (n: number) => ({ feature: 'x'.repeat(n) }), 100],
    [
      'reason',
      'feature.suspended',
      (n: number) => ({ ...SUSPENDED, reason: 'x'.repeat(n) }),
      limits.SENTENCE_LENGTH_MAX,
    ],
    [
      'note',
      'feature.launched',
      (n: number) => ({ ...launched, note: '字'.repeat(n) }),
      limits.TEXT_LENGTH_MAX,
    ],
    [
      'name',
      'company.registered',
      (n: number) => ({ ...REGISTERED, name: { en: 'x'.repeat(n) } }),
      limits.NAME_LENGTH_MAX,
    ],
    [
      'list',
      'feature.launched',
      (n: number) => ({ ...launched, capabilities: many(n) }),
      limits.LIST_LENGTH_MAX,
    ],
    [
      'evidence',
      'feature.launched',
      (n: number) => ({ ...launched, evidence: many(n).map(() => EVIDENCE) }),
      limits.EVIDENCE_LENGTH_MAX,
    ],
    [
      'address',
      'feature.launched',
      (n: number) => ({
        ...launched,
        evidence: [{ ...EVIDENCE, url: `https://a.cn/${'x'.repeat(n - 13)}` }],
      }),
      limits.URL_LENGTH_MAX,
    ],
    [
      'facts',
      'system.described',
      (n: number) => ({ facts: Object.fromEntries(many(n).map((_, i) => [`f${i}`, true])) }),
      limits.FACTS_MAX,
    ],
  ])('allow the longest %s and no longer one', (_name, type, dataOf, longest) => {
    expect(problems(type, dataOf(longest))).toEqual([]);
    expect(problems(type, dataOf(longest + 1))).toHaveLength(1);
  });
});
