import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalBytes } from '../canonical/canonical-bytes.js';
import { EventTooLarge, NotCanonical } from '../errors.js';
import { ATTRIBUTE_BYTES_MAX, EVENT_BYTES_MAX } from '../limits.js';
import { newEvent } from '../testing/proposals.js';
import { leafAt, prepareEvent } from './leaf.js';

const words = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .map((value) => value.replaceAll('\u0000', '-'));

describe('a leaf', () => {
  it('is the canonical form of the whole event, with its hash', () => {
    const given = fc.record(
      { source: words, id: words, causationid: words, correlationid: words, traceparent: words },
      { requiredKeys: [] },
    );
    const place = fc.record({ position: fc.integer({ min: 1 }), sequence: fc.integer({ min: 1 }) });
    fc.assert(
      fc.property(given, place, (attributes, { position, sequence }) => {
        const recordedtime = '2026-02-12T00:00:00.000Z';
        const event = newEvent(attributes);
        const leaf = leafAt(prepareEvent(event), position, sequence, recordedtime);
        const whole = {
          specversion: '1.0',
          datacontenttype: 'application/json',
          ...event,
          position,
          sequence,
          recordedtime,
        };
        expect(leaf.bytes.toString('utf8')).toBe(canonicalBytes(whole).toString('utf8'));
        const hash = createHash('sha256').update(Buffer.of(0)).update(leaf.bytes).digest('hex');
        expect(leaf.leafHash).toBe(hash);
      }),
    );
  });

  it('has up to 65,535 bytes, counted with the widest position and sequence', () => {
    const spare =
      EVENT_BYTES_MAX - prepareEvent(newEvent({ id: 'a', data: { note: '' } })).bytesMax;
    const filled = (length: number) =>
      prepareEvent(newEvent({ id: 'a', data: { note: 'x'.repeat(length) } }), undefined, 3);
    const widest = Number.MAX_SAFE_INTEGER;
    const largest = leafAt(filled(spare), widest, widest, '2026-02-12T00:00:00.000Z');
    expect(largest.bytes.length).toBe(EVENT_BYTES_MAX);
    expect(() => filled(spare + 1)).toThrow(EventTooLarge);
    expect(() => filled(spare + 1)).toThrow(
      expect.objectContaining({ index: 3, part: 'event', bytes: EVENT_BYTES_MAX + 1 }),
    );
  });

  it.each(['source', 'id', 'type', 'subject', 'actor'] as const)(
    'has a %s of up to 1,024 bytes',
    (part) => {
      const wide = '備'.repeat((ATTRIBUTE_BYTES_MAX - 1) / 3);
      expect(prepareEvent(newEvent({ [part]: `${wide}a` })).event[part]).toHaveLength(342);
      expect(() => prepareEvent(newEvent({ [part]: `${wide}ab` }))).toThrow(EventTooLarge);
      expect(() => prepareEvent(newEvent({ [part]: '' }))).toThrow(NotCanonical);
    },
  );

  it.each([
    ['a time without offset', { time: '2026-02-10T09:30:00' }, '/time'],
    ['a fraction', { data: { a: [1, 0.1] } }, '/data/a/1'],
    ['U+0000', { id: 'a\u0000' }, '/id'],
    ['a lone surrogate', { subject: 'systems/\ud800' }, '/subject'],
  ])('has not %s', (_, given, pointer) => {
    expect(() => prepareEvent(newEvent(given), undefined, 2)).toThrow(
      expect.objectContaining({ name: 'NotCanonical', pointer, index: 2 }),
    );
  });
});
