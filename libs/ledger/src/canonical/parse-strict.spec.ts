import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedJson } from '../errors.js';
import { parseStrict } from './parse-strict.js';

const text = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map((value) => value.replaceAll('\u0000', ''));
const plainJson = fc.jsonValue({ depthSize: 'small', stringUnit: 'binary' });

/** Whether the value has only what strict JSON may have. */
function isStrict(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000');
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (Array.isArray(value)) return value.every(isStrict);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([name, member]) => name !== '__proto__' && isStrict(name) && isStrict(member),
  );
}

describe('strict JSON', () => {
  it('is read as JSON.parse reads it, or refused, for any JSON text', () => {
    fc.assert(
      fc.property(plainJson, fc.constantFrom(0, 1, 2), (value, indent) => {
        const written = JSON.stringify(value, undefined, indent);
        if (isStrict(JSON.parse(written))) {
          expect(parseStrict(written)).toEqual(JSON.parse(written));
          expect(parseStrict(Buffer.from(written))).toEqual(JSON.parse(written));
        } else {
          expect(() => parseStrict(written)).toThrow(MalformedJson);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is never read where JSON.parse refuses, for any text', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '"a"', '1', '-', ' ');
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const written = parts.join('');
        let isJson = true;
        try {
          JSON.parse(written);
        } catch {
          isJson = false;
        }
        if (!isJson) expect(() => parseStrict(written)).toThrow(MalformedJson);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws anything but MalformedJson, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          parseStrict(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedJson);
        }
      }),
    );
  });

  it('refuses a name that occurs twice, however it is written and however deep', () => {
    fc.assert(
      fc.property(text, fc.nat(5), (name, depth) => {
        const plain = JSON.stringify(name);
        fc.pre(name !== 'other');
        const inner = `{${plain}:1,"other":[{"x":{}}],${inEscapes(name)}:2}`;
        const written = '[{"a":'.repeat(depth) + inner + '}]'.repeat(depth);
        expect(() => parseStrict(written)).toThrow(MalformedJson);
      }),
    );
  });

  it('allows one name in several objects, and as a value', () => {
    const written = '[{"a":"a","b":{"a":"b"}},{"a":["a","a"]}]';
    expect(parseStrict(written)).toEqual(JSON.parse(written));
  });

  it.each([
    ['a byte order mark', '\uFEFF{}'],
    ['an empty text', ''],
    ['a cut text', '{"a":"b'],
    ['something after the value', '{} {}'],
    ['a comment', '{/* a */}'],
    ['a comma too many', '[1,]'],
    ['a fraction', '[0.5]'],
    ['an exponent', '[1e3]'],
    ['a fraction of zero', '[1.0]'],
    ['negative zero', '[-0]'],
    ['an integer past 2^53 - 1', '9007199254740992'],
    ['a very long integer', '9'.repeat(400)],
    ['U+0000', '"\\u0000"'],
    ['half of a surrogate pair', '["\\ud83d"]'],
    ['half of a surrogate pair in a name', '{"\\udc00":1}'],
    ['the name __proto__', '{"a":{"__proto__":1}}'],
    ['the name __proto__ in escapes', '{"\\u005f_proto__":1}'],
  ])('refuses %s', (_, written) => {
    expect(() => parseStrict(written)).toThrow(MalformedJson);
  });

  it('refuses invalid UTF-8, a byte order mark and surrogates in the bytes', () => {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0xef, 0xbb, 0xbf, 0x31],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
    ]) {
      expect(() => parseStrict(Uint8Array.from(bytes))).toThrow(MalformedJson);
    }
  });

  it('says where the fault is', () => {
    expect(() => parseStrict('{"a":1,"a":2}')).toThrow(expect.objectContaining({ offset: 7 }));
    expect(() => parseStrict('[1, 0.5]')).toThrow(expect.objectContaining({ offset: 4 }));
  });

  it('reads 32 levels and not one more, and survives a very deep text', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseStrict(nested(32))).toEqual(JSON.parse(nested(32)));
    expect(() => parseStrict(nested(33))).toThrow(MalformedJson);
    expect(() => parseStrict(nested(200_000))).toThrow(MalformedJson);
  });
});

/** A string literal with every UTF-16 unit escaped. */
function inEscapes(value: string): string {
  const units = Array.from({ length: value.length }, (_, index) => value.charCodeAt(index));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}
