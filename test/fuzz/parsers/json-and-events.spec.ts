import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedJson, parseStrict } from '#libs/ledger';
import type { JsonValue } from '#libs/ledger';
import { parseEnvelope, Refused } from '#libs/recording';
import { STORY } from '../../api/setup/filing-duty.js';
import { changed, damaged } from '../setup/bodies.js';

const RUNS = { numRuns: 500 };
/** What canonical forms agree on: no fraction, no lone surrogate, no U+0000. */
const texts = fc.string({ unit: 'grapheme', maxLength: 10 }).filter((text) => !text.includes('\0'));
const { tree: agreeable } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      texts,
      fc.maxSafeInteger().map((one) => one || 0),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      texts.filter((name) => name !== '__proto__'),
      tie('tree'),
      { maxKeys: 4 },
    ),
  ),
}));

function read(bytes: string | Uint8Array): JsonValue | undefined {
  try {
    return parseStrict(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedJson);
    return undefined;
  }
}

/** Either an event or a refusal that points into it; a parser that throws fails here. */
function parsed(json: JsonValue): void {
  const event = parseEnvelope(json);
  if (!(event instanceof Refused)) return;
  expect(event.code).toMatch(/^[a-z-]+$/);
  for (const { pointer } of event.errors) expect(pointer).toMatch(/^(\/.*)?$/su);
}

describe('JSON', () => {
  it('is read as JSON.parse reads it, where canonical forms agree on it', () => {
    fc.assert(
      fc.property(agreeable, fc.nat({ max: 3 }), (value, indent) => {
        expect(read(JSON.stringify(value, undefined, indent))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
      RUNS,
    );
  });

  it('is refused as malformed, or read, whatever its bytes are', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((one) => Buffer.from(one)),
      fc.json().chain((one) => damaged(Buffer.from(one))),
      fc.stringMatching(/^[[\]{}":,0-9eE+.\\u-]{0,60}$/).map((one) => Buffer.from(one)),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        read(given);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused at any depth beyond what is allowed, also where it never ends', () => {
    for (const depth of [33, 1_000, 500_000]) {
      for (const open of ['[', '{"a":']) {
        expect(read(open.repeat(depth))).toBeUndefined();
        const close = open === '[' ? ']' : '}';
        expect(read(`${open.repeat(depth)}0${close.repeat(depth)}`)).toBeUndefined();
      }
    }
  });
});

describe('A CloudEvent', () => {
  it('is an event or a refusal, whatever is changed in it', () => {
    const events = fc
      .constantFrom<object[]>(...STORY)
      .chain(changed)
      .chain(changed);
    fc.assert(
      fc.property(events, (event) => {
        const json = read(JSON.stringify(event));
        if (json !== undefined) parsed(json);
      }),
      { numRuns: 1000 },
    );
  });

  it('is an event or a refusal, whatever JSON it is', () => {
    fc.assert(
      fc.property(agreeable, (value) => {
        parsed(value as JsonValue);
        parsed({ specversion: '1.0', type: 'system.introduced', data: value as JsonValue });
      }),
      RUNS,
    );
  });
});
