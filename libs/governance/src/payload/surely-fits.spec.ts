import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CATALOGUE } from '../catalogue/catalogue.js';
import { fieldsOf } from '../fields/describe.js';
import { problemsFound } from './problems-with.js';
import { surelyFits } from './surely-fits.js';

const TYPES = [...CATALOGUE.values()];
const EVIDENCE = {
  url: 'https://a.cn/x',
  publisher: 'A',
  title: 'T',
  published: '2026-02',
  sha256: 'b'.repeat(64),
  tier: 'press',
  access: 'read',
};
const PAPER = {
  file: { sha256: 'a'.repeat(64), name: 'a.pdf', mediaType: 'application/pdf', bytes: 9 },
  publisher: 'House',
  tier: 'internal',
  access: 'cited',
};
const EVERY_PAYLOAD = { evidence: [EVIDENCE, PAPER], timePrecision: 'day', note: 'n' };

/** What some example says somewhere, so that many a field gets a value that fits it. */
const SAID: readonly unknown[] = TYPES.flatMap(({ example }) => valuesIn(example.data));

function valuesIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return [value, ...Object.values(value).flatMap(valuesIn)];
}

const NAMES = fc.constantFrom('constructor', 'toString', '__proto__', 'hasOwnProperty', 'extra');
const EDGES = fc.constantFrom('', ' ', 'x'.repeat(101), '字'.repeat(301), '2026-02-30', 0, -1, 1.5);
const VALUES = fc.oneof(
  fc.constantFrom(...SAID),
  fc.array(fc.constantFrom(...SAID), { maxLength: 3 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(NAMES, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }),
  EDGES,
);

/** One place anywhere in the data says something else, nothing, or one thing more. */
function changed(value: unknown, path: readonly number[], say: unknown, name: string): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== 'object' || value === null) return say;
  const names = [...Object.keys(value), name];
  const chosen = names[first % names.length] ?? name;
  const before: unknown = Object.hasOwn(value, chosen) ? Reflect.get(value, chosen) : undefined;
  const after = before === undefined ? say : changed(before, rest, say, name);
  if (Array.isArray(value)) return [...value.slice(0, first), after, ...value.slice(first + 1)];
  const others = Object.entries(value).filter(([other]) => other !== chosen);
  return Object.fromEntries(after === 'nothing' ? others : [...others, [chosen, after]]);
}

function data(eventType: (typeof TYPES)[number]): fc.Arbitrary<unknown> {
  const name = fc.oneof(fc.constantFrom(...fieldsOf(eventType.payload)), NAMES);
  const change = fc.record({
    path: fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 4 }),
    say: fc.oneof(VALUES, fc.constant('nothing')),
    name,
  });
  const whole = { ...eventType.example.data, ...EVERY_PAYLOAD };
  return fc
    .tuple(
      fc.constantFrom<object>(eventType.example.data, whole),
      fc.array(change, { maxLength: 2 }),
    )
    .map(([from, changes]) => {
      const said = changes.reduce<unknown>(
        (sofar, { path, say, name: more }) => changed(sofar, path, say, more),
        from,
      );
      // As it arrives: objects of fast-check may be without a prototype.
      return JSON.parse(JSON.stringify(said)) as unknown;
    });
}

describe('the quick check of a payload', () => {
  it.each(TYPES)('says of $type what class-validator says', (eventType) => {
    const { payload } = eventType;
    fc.assert(
      fc.property(data(eventType), (said) => {
        const isFlawless = problemsFound(payload, said, '/data').length === 0;
        expect(surelyFits(payload, said)).toBe(isFlawless);
      }),
      { numRuns: 60 },
    );
  });

  it.each(TYPES)('knows the example of $type, with all that a payload may carry', (eventType) => {
    const { payload, example } = eventType;
    expect(surelyFits(payload, { ...example.data, ...EVERY_PAYLOAD })).toBe(true);
    expect(problemsFound(payload, { ...example.data, ...EVERY_PAYLOAD }, '/data')).toEqual([]);
  });

  it('leaves a class without declarations to class-validator, which refuses it', () => {
    class Undeclared {}
    expect(surelyFits(Undeclared, {})).toBe(false);
  });

  it('leaves whatever is no plain JSON to class-validator', () => {
    const payload = CATALOGUE.get('system.described')?.payload ?? Object;
    expect(surelyFits(payload, { facts: { minors: true } })).toBe(true);
    expect(surelyFits(payload, new Map([['facts', { minors: true }]]))).toBe(false);
    expect(surelyFits(payload, { facts: new Map([['minors', true]]) })).toBe(false);
  });
});
