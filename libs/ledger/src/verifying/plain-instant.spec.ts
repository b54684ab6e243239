import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantMs } from '../instant.js';
import { storedInstant } from '../log/stored-leaf.js';
import { plainInstant } from './plain-instant.js';

/** Within quotes, as in a leaf. */
function plain(text: string): number {
  const bytes = Buffer.from(`"${text}"`);
  return plainInstant(bytes, 1, bytes.length - 1);
}

function stored(text: string): number {
  const ms = instantMs(text);
  return ms === undefined ? NaN : Number(storedInstant(ms));
}

const two = (max: number) =>
  fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));
const times = fc
  .tuple(
    fc.integer({ min: 1, max: 2400 }).map((year) => String(year).padStart(4, '0')),
    fc.tuple(two(13), two(32)).map((parts) => parts.join('-')),
    fc.tuple(two(25), two(61), two(61)).map((parts) => parts.join(':')),
    fc.constantFrom('', '.000', '.123', '.999', '.5', '.1234'),
    fc.oneof(
      fc.constantFrom('Z', '', 'z'),
      fc.tuple(fc.constantFrom('+', '-'), two(16), two(61)).map(([s, h, m]) => `${s}${h}:${m}`),
    ),
  )
  .map(([year, day, time, fraction, offset]) => `${year}-${day}T${time}${fraction}${offset}`);

describe('A time that is written the plain way', () => {
  it('is the instant that its text has, or is left to others', () => {
    fc.assert(
      fc.property(times, (text) => {
        const micros = plain(text);
        expect(Number.isNaN(micros) || micros === stored(text)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is found on every day but leap days, in every hour and offset', () => {
    const wrong: string[] = [];
    for (let ms = Date.UTC(1899, 11, 25); ms < Date.UTC(2101, 1, 2); ms += 86_400_000 / 3) {
      const text = new Date(ms).toISOString();
      const expected = text.includes('-02-29T') ? NaN : stored(text);
      if (!Object.is(plain(text), expected)) wrong.push(text);
    }
    expect(wrong).toEqual([]);
    for (const offset of ['+08:00', '-11:30', '+14:00', '-00:00']) {
      const text = `2026-03-01T00:10:59${offset}`;
      expect(plain(text)).toBe(stored(text));
    }
  });

  it.each([
    '2026-02-10T24:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-02-10T23:59:60Z',
    '2026-02-10T01:30:00',
    '2026-02-10T01:30:00Z ',
    '2026-02-10T01:30:00.12Z',
    '2026-02-10 01:30:00Z',
    '2300-02-10T01:30:00Z',
    '2026-02-10T01:30:00+15:00',
    '2026-02-10',
    '',
  ])('%j is not', (text) => {
    expect(plain(text)).toBeNaN();
  });
});
