import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NotCanonical } from '../errors.js';
import { canonicalBytes } from './canonical-bytes.js';
import { parseStrict } from './parse-strict.js';

const text = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map((value) => value.replaceAll('\u0000', ''));

/** JSON that has one canonical form: whole strings, safe integers. */
const canonicalJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((value) => (value === 0 ? 0 : value)),
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((name) => name !== '__proto__'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

function canonical(value: unknown): string {
  return canonicalBytes(value).toString('utf8');
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

describe('canonical bytes', () => {
  it('sort names by UTF-16 units and leave out white space, as RFC 8785 shows', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 };
    expect(canonical(value)).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    );
    expect(canonical({ b: [true, null, ' \n"\\/\u001f'], a: {} })).toBe(
      '{"a":{},"b":[true,null," \\n\\"\\\\/\\u001f"]}',
    );
  });

  it('are not changed by reading and writing them again', () => {
    fc.assert(
      fc.property(canonicalJson, (value) => {
        const bytes = canonicalBytes(value);
        expect(canonicalBytes(parseStrict(bytes)).equals(bytes)).toBe(true);
        expect(JSON.parse(bytes.toString('utf8'))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('do not depend on the order in which names were set', () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.integer()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        fc.pre(!Object.hasOwn(value, '__proto__'));
        expect(canonical(reversed)).toBe(canonical(value));
      }),
    );
  });

  it.each<[string, unknown, string]>([
    ['a fraction', { share: 0.5 }, '/share'],
    ['an integer past 2^53 - 1', { 'a/b': [2 ** 53] }, '/a~1b/0'],
    ['a negative integer past 2^53 - 1', -(2 ** 53), ''],
    ['negative zero', [-0], '/0'],
    ['NaN', NaN, ''],
    ['infinity', [1, Infinity], '/1'],
    ['U+0000', { name: 'a\u0000' }, '/name'],
    ['half of a surrogate pair', ['\ud800'], '/0'],
    ['half of a surrogate pair in a name', { '\udc00': 1 }, '/\udc00'],
    ['undefined', undefined, ''],
    ['undefined within an object', { a: undefined }, '/a'],
    ['a hole in an array', new Array<number>(1), '/0'],
    ['a function', { f: () => 1 }, '/f'],
    ['a symbol', [Symbol('s')], '/0'],
    ['a bigint', [1n], '/0'],
    ['a date', { at: new Date(0) }, '/at'],
    ['a map', new Map(), ''],
    ['bytes', { bytes: Buffer.from('a') }, '/bytes'],
    ['an object that writes itself', { a: { toJSON: () => 1 } }, '/a'],
    ['a name __proto__', JSON.parse('{"__proto__":1}'), '/__proto__'],
  ])('refuse %s and say where', (_, value, pointer) => {
    expect(() => canonicalBytes(value)).toThrow(NotCanonical);
    expect(() => canonicalBytes(value)).toThrow(expect.objectContaining({ pointer }));
  });

  it('go 32 levels deep and not one more', () => {
    expect(canonical(nested(32))).toBe('['.repeat(32) + '1' + ']'.repeat(32));
    expect(() => canonicalBytes(nested(33))).toThrow(NotCanonical);
  });

  it('take the largest safe integers', () => {
    expect(canonical([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])).toBe(
      '[9007199254740991,-9007199254740991]',
    );
  });
});
