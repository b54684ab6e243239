import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#libs/ledger';
import { EMPTY_ROOT } from '#libs/merkle';
import { headsIn, logHeads } from './log-heads.js';

const heads = { upTo: 7, companies: 2, root: EMPTY_ROOT, forAll: 3 };
const event = logHeads(heads, '2026-03-02T10:00:00.000Z');
const place = { position: 9, sequence: 1, recordedtime: '2026-03-02T10:00:00.000Z' };
const read = (data: JsonObject, more: object = {}) =>
  headsIn({ ...event, ...place, data: { ...event.data, ...data }, ...more });

describe('Heads', () => {
  it('are what their event says', () => {
    expect(event).toMatchObject({ id: 'heads/7', subject: 'log/heads', actor: 'edict' });
    expect(read({})).toEqual(heads);
  });

  it.each([
    ['no position', { upTo: '7' }],
    ['a position behind its own', { upTo: 9 }],
    ['a count that is none', { companies: -1 }],
    ['no count for all', { forAll: null }],
    ['a root of another length', { root: 'AAAA' }],
    ['a root in another writing', { root: EMPTY_ROOT.toString('base64').slice(0, -1) }],
    ['no root', { root: 3 }],
  ])('are nothing with %s', (_, data) => {
    expect(read(data)).toBeUndefined();
  });

  it('are on their own stream only', () => {
    expect(read({}, { subject: 'log/keys' })).toBeUndefined();
    expect(read({}, { type: 'log.key-rotated' })).toBeUndefined();
  });
});
