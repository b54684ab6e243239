import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JSON_DEPTH_MAX } from '../limits.js';
import { canonicalText } from './canonical-bytes.js';
import { parseStrict } from './parse-strict.js';
import { isSurelyCanonical } from './surely-canonical.js';

const surely = (text: string): boolean => isSurelyCanonical(text, JSON.parse(text));

/** What the two slower functions say together. */
function isCanonical(text: string): boolean {
  try {
    return canonicalText(parseStrict(text)) === text;
  } catch {
    return false;
  }
}

const texts = fc.oneof(
  fc.json(),
  fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.stringify(value)),
  fc
    .dictionary(fc.constantFrom('a', 'b', 'B', 'é', '10', '9', '__proto__', ''), fc.integer())
    .map((value) => JSON.stringify(value)),
);

describe('a text that is surely canonical', () => {
  it('is canonical', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(surely(text) && !isCanonical(text)).toBe(false);
      }),
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"a":2}',
    '{"b":1,"a":2}',
    '{"a":{"c":1,"b":2}}',
    '{"a": 1}',
    '{"a":1} ',
    '{"a":1.5}',
    '{"a":1e3}',
    '{"a":-0}',
    '{"a":9007199254740992}',
    '{"a":"\\u0041"}',
    '{"a":"\\u000A"}',
    '{"a":"\\u0000"}',
    '{"a":"\\ud800"}',
    '{"\\ud800":1}',
    '{"a":"\\/"}',
    '{"__proto__":1}',
    '['.repeat(JSON_DEPTH_MAX + 1) + ']'.repeat(JSON_DEPTH_MAX + 1),
  ])('is not %s', (text) => {
    expect(isCanonical(text)).toBe(false);
    expect(surely(text)).toBe(false);
  });

  it.each([
    '{}',
    '{"a":[1,-2,true,false,null,"\\n\\"\\\\\\u001f"],"b":{"c":"工信部 🎬\u2028"}}',
    '{"B":1,"a":2,"é":3}',
    '['.repeat(JSON_DEPTH_MAX) + ']'.repeat(JSON_DEPTH_MAX),
  ])('is %s', (text) => {
    expect(isCanonical(text)).toBe(true);
    expect(surely(text)).toBe(true);
  });

  it('is not told where names look like indices: that is for others to decide', () => {
    expect(isCanonical('{"10":1,"9":2}')).toBe(true);
    expect(surely('{"10":1,"9":2}')).toBe(false);
  });
});
