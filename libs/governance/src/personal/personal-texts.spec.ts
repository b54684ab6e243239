import { describe, expect, it } from '@jest/globals';
import { CATALOGUE, checkPayload, ERASED, personalFieldsOf, personalTexts } from '../index.js';
import { replaceTexts } from './replace-texts.js';

const DUTY = { obligation: 'cn-label-4', owner: 'Li Wei' };
const WAIVER = { obligation: 'cn-label-4', by: 'Wang Fang', reason: 'A pilot area.' };
const about = { source: 'urn:desk', id: '1' };
const correction = (data: object) => ({
  type: 'event.corrected',
  data: { event: about, data, reason: 'misread' },
});

describe('personal texts', () => {
  it('are these fields of the catalogue, and no others', () => {
    const marked = [...CATALOGUE.values()].flatMap(({ type, payload }) =>
      [...personalFieldsOf(payload)].map((field) => `${type} ${field}`),
    );
    expect(marked).toEqual(['obligation.waived by', 'duty.assigned owner']);
  });

  it('have the same field in every version of their type', () => {
    const lifted = [...CATALOGUE.values()].filter(
      ({ payload, version }) => personalFieldsOf(payload).size > 0 && version > 1,
    );
    expect(lifted).toEqual([]);
  });

  it('are found where the payload has them', () => {
    expect(personalTexts({ type: 'duty.assigned', data: DUTY })).toEqual([
      { field: '/owner', text: 'Li Wei' },
    ]);
    expect(personalTexts({ type: 'obligation.waived', data: WAIVER })).toEqual([
      { field: '/by', text: 'Wang Fang' },
    ]);
    const suspended = { feature: 'f', reason: 'r', by: 'provider' };
    expect(personalTexts({ type: 'feature.suspended', data: suspended })).toEqual([]);
    expect(personalTexts({ type: 'of.another-edict', data: DUTY })).toEqual([]);
  });

  it('are found in a correction by the type that it corrects', () => {
    const ofType = (type: string) => personalTexts(correction({ ...DUTY, by: 'x' }), () => type);
    expect(ofType('duty.assigned')).toEqual([{ field: '/data/owner', text: 'Li Wei' }]);
    expect(ofType('obligation.waived')).toEqual([{ field: '/data/by', text: 'x' }]);
    expect(ofType('feature.suspended')).toEqual([]);
    expect(personalTexts(correction({ ...DUTY, by: 'x' }), () => undefined)).toEqual([]);
    const time = { event: about, time: '2026-02-01T00:00:00Z', reason: 'misread' };
    expect(personalTexts({ type: 'event.corrected', data: time }, () => 'duty.assigned')).toEqual(
      [],
    );
  });

  it('are found in a correction of a correction', () => {
    const types = new Map([
      ['1', 'event.corrected'],
      ['2', 'duty.assigned'],
    ]);
    const inner = { event: { source: 'urn:desk', id: '2' }, data: DUTY, reason: 'misread' };
    const found = personalTexts(correction(inner), ({ id }) => types.get(id));
    expect(found).toEqual([{ field: '/data/data/owner', text: 'Li Wei' }]);
  });

  it('may be any field of such a name where the corrected type is not known', () => {
    const inner = { event: about, data: WAIVER, reason: 'misread' };
    expect(personalTexts(correction({ ...inner, owner: 'Li Wei' }))).toEqual([
      { field: '/data/owner', text: 'Li Wei' },
      { field: '/data/data/by', text: 'Wang Fang' },
    ]);
  });

  it('are replaced where they stand and nowhere else', () => {
    const data = { owner: 'Li Wei', note: 'Li Wei', 'a/b': { '~': ['Li Wei'] } };
    const texts = new Map([
      ['/owner', 'x'],
      ['/a~1b/~0/0', 'y'],
      ['/none', 'z'],
    ]);
    expect(replaceTexts(data, texts)).toEqual({
      owner: 'x',
      note: 'Li Wei',
      'a/b': { '~': ['y'] },
    });
    expect(replaceTexts(data, new Map())).toBe(data);
  });
});

describe('the payload of a personal text', () => {
  it.each([
    ['what views show for an erased one', ERASED],
    ['a blank', ' '],
    ['too long a text', 'x'.repeat(201)],
    ['an object', { commitment: 'x' }],
    ['a list', ['Li Wei']],
    ['null', null],
  ])('cannot be %s', (_, owner) => {
    const problems = checkPayload('duty.assigned', { ...DUTY, owner });
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/data/owner']);
  });

  it('can be any other name', () => {
    expect(checkPayload('duty.assigned', { ...DUTY, owner: '王伟' })).toEqual([]);
    expect(checkPayload('duty.assigned', { ...DUTY, owner: 'Erased' })).toEqual([]);
    expect(checkPayload('obligation.waived', WAIVER)).toEqual([]);
  });
});
