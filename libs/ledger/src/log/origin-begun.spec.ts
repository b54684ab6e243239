import { describe, expect, it } from '@jest/globals';
import { EMPTY_ROOT, signCheckpoint, signerKey } from '#libs/merkle';
import type { JsonObject } from '../event.js';
import { originBegun, originIn } from './origin-begun.js';

const FORMER = 'log.example/edict';
const root = Buffer.alloc(32, 7);
const signer = signerKey(FORMER, Buffer.alloc(32, 1));
const note = signCheckpoint({ origin: FORMER, size: 9, root }, [signer]);
const begun = {
  origin: 'log.example/edict-2',
  key: 'log.example/edict-2+00000000+AAAA',
  former: { origin: FORMER, size: 9, root, note },
  lostFrom: 6,
  reason: 'The disk broke.',
};
const event = originBegun(begun, '2026-03-02T10:00:00.000Z');
const place = { position: 6, sequence: 1, recordedtime: '2026-03-02T10:00:00.000Z' };
const former = (more: JsonObject) => ({
  former: { origin: FORMER, size: 9, root: root.toString('base64'), checkpoint: note, ...more },
});
const read = (data: JsonObject, more: object = {}) =>
  originIn({ ...event, ...place, data: { ...event.data, ...data }, ...more });

describe('A log that was begun anew', () => {
  it('names the former one, its last checkpoint whole, what was lost and why', () => {
    expect(event).toMatchObject({
      type: 'log.origin-begun',
      subject: 'log/origin',
      actor: 'edict',
      data: { ...former({}), lost: { from: 6, to: 9 }, reason: 'The disk broke.' },
    });
    expect(read({})).toEqual({ ...begun, position: 6 });
    expect(read({}, { position: 8 })).toEqual({ ...begun, position: 8 });
  });

  it.each([
    ['no name', { origin: 3 }],
    ['no key', { key: null }],
    ['no reason', { reason: [] }],
    ['no former log', { former: 'none' }],
    ['another size than its note has', former({ size: 8 })],
    ['another root than its note has', former({ root: EMPTY_ROOT.toString('base64') })],
    ['another log than its note has', former({ origin: 'log.example/other' })],
    ['no note', former({ checkpoint: 'log.example/edict' })],
    ['a note that is none', former({ checkpoint: note.slice(0, -1) })],
    ['a loss behind itself', { lost: { from: 7, to: 9 } }],
    ['a loss of nothing', { lost: { from: 10, to: 9 } }],
    ['another end than what was signed', { lost: { from: 6, to: 8 } }],
    ['no loss', { lost: null }],
  ])('is none with %s', (_, data) => {
    expect(read(data as JsonObject)).toBeUndefined();
  });

  it('is on a stream of its own only', () => {
    expect(read({}, { subject: 'log/keys' })).toBeUndefined();
    expect(read({}, { type: 'log.key-rotated' })).toBeUndefined();
  });
});
