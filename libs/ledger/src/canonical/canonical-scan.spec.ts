import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JSON_DEPTH_MAX } from '../limits.js';
import { canonicalBytes } from './canonical-bytes.js';
import { CanonicalScan } from './canonical-scan.js';
import { parseStrict } from './parse-strict.js';

function isScanned(bytes: Uint8Array): boolean {
  const scan = new CanonicalScan(bytes);
  return scan.value(0) === bytes.length && (scan.beyondAscii === 0 || isUtf8(bytes));
}

/** What the two functions say together that decide. */
function isCanonical(bytes: Buffer): boolean {
  try {
    return canonicalBytes(parseStrict(bytes)).equals(bytes);
  } catch {
    return false;
  }
}

const names = fc.constantFrom('a', 'b', 'B', 'aa', 'a!', 'a#', 'é', '10', '9', '__proto__', '');
const values = fc.oneof(
  fc.jsonValue({ noUnicodeString: false }),
  fc.dictionary(names, fc.dictionary(names, fc.integer())),
  fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
);
const canonical = values.filter((value) => !JSON.stringify(value).includes('__proto__'));

describe('A scan of bytes', () => {
  it('takes nothing that is not canonical', () => {
    const texts = fc.oneof(
      fc.json(),
      values.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = Buffer.from(text);
        expect(isScanned(bytes) && !isCanonical(bytes)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('takes nothing that was canonical before some byte of it was changed', () => {
    const changed = fc.tuple(canonical, fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(changed, ([value, at, byte]) => {
        const bytes = Buffer.from(JSON.stringify(value));
        bytes[at % bytes.length] = byte;
        expect(isScanned(bytes) && !isCanonical(bytes)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"b":1,"a":2}',
    '{"ab":1,"a":2}',
    '{"a#":1,"a":2}',
    '{"a":{"c":1,"b":2}}',
    '{"a": 1}',
    '{"a":1} ',
    '{"a":1,}',
    '{"a"}',
    '{"a":}',
    '{1:1}',
    '[1,]',
    '[',
    '"',
    '',
    '01',
    '-',
    '-0',
    '1.5',
    '1e3',
    '9007199254740992',
    'nul',
    'nulll',
    '"\\u0041"',
    '"\\/"',
    '"\n"',
    '{"__proto__":1}',
    '['.repeat(JSON_DEPTH_MAX + 1) + ']'.repeat(JSON_DEPTH_MAX + 1),
  ])('does not take %j', (text) => {
    expect(isCanonical(Buffer.from(text))).toBe(false);
    expect(isScanned(Buffer.from(text))).toBe(false);
  });

  it.each([[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80]])(
    'does not take what is no UTF-8: %j',
    (...bytes) => {
      expect(isScanned(Buffer.from([0x22, ...bytes, 0x22]))).toBe(false);
    },
  );

  it.each([
    '{}',
    '[]',
    '""',
    '0',
    '{"":{},"a":[1,-2,true,false,null,"工信部 🎬\u2028\u007f"],"a!":3,"aB":{"c":[]}}',
    '{"10":1,"9":-123456789012345}',
    '{"__proto":1,"__proto__a":2}',
    '['.repeat(JSON_DEPTH_MAX) + ']'.repeat(JSON_DEPTH_MAX),
  ])('takes %j', (text) => {
    expect(isCanonical(Buffer.from(text))).toBe(true);
    expect(isScanned(Buffer.from(text))).toBe(true);
  });

  it.each(['{"é":1}', '"\\n"', '1234567890123456'])('leaves %j to others', (text) => {
    expect(isCanonical(Buffer.from(text))).toBe(true);
    expect(isScanned(Buffer.from(text))).toBe(false);
  });
});
