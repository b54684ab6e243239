import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkRulePacks } from '#libs/importers';
import { openImportDesk } from './importing.js';
import type { ImportDesk } from './importing.js';
import { edited, lineIn, PACK, problemsOf } from './rule-pack.js';

const DEPTH_MAX = 64;
const BYTES_MAX = 256 * 1024;

let desk: ImportDesk;
beforeAll(async () => {
  desk = await openImportDesk();
});
afterAll(async () => {
  expect(await desk.ledger.head()).toEqual({ position: 0 });
  await desk.close();
});

/** What is wrong, what to write in place of what, and where the problem is seen. */
type Fault = readonly [what: string, passage: string, by: string, code: string, at?: string];

const WORDS: readonly Fault[] = [
  ['an unknown field of a pack', 'terms:', 'colour: red\nterms:', 'unknown-field'],
  [
    'an unknown field of an instrument',
    '    obligations:',
    '    lenght: 1\n    obligations:',
    'unknown-field',
  ],
  [
    'an unknown field of an obligation',
    '        grade: text',
    '        lenght: 1\n        grade: text',
    'unknown-field',
  ],
  [
    'an unknown field of a term',
    'name: robot.leash',
    'nmae: x, name: robot.leash',
    'unknown-field',
  ],
  ['no name', 'pack: test\n', '', 'required', 'terms:'],
  ['a malformed name', 'pack: test', 'pack: My Pack', 'malformed'],
  ['a term without its label in one language', 'en: Leash, zh: 牵引绳', 'en: Leash', 'required'],
  ['a term that the vocabulary has', 'name: robot.leash', 'name: label.explicit', 'already-exists'],
  ['a fact without a type of value', 'valueType: integer, ', '', 'invalid-data', 'name: robots'],
  [
    'a term given twice',
    'kind: fact, name: robots, valueType: integer',
    'kind: measure, name: robot.leash',
    'duplicate-id',
    'robot.leash, label: {en: Robots',
  ],
  ['an instrument in an unknown time zone', 'Asia/Shanghai', 'Asia/Atlantis', 'malformed'],
  [
    'an instrument without a day',
    '      from: 2026-01-01\n      title: {en: Robot',
    '      title: {en: Robot',
    'required',
    'published:',
  ],
];

const ROWS: readonly Fault[] = [
  ['an unknown fact', 'fact: robots, atLeast', 'fact: robotz, atLeast', 'unknown-fact'],
  [
    'an unknown fact of the company',
    '{fact: robots, atLeast',
    '{fact: company.robotz, atLeast',
    'unknown-fact',
  ],
  ['an unknown event type', 'type: measure.adopted', 'type: measure.adoptd', 'unknown-type'],
  [
    'an unknown measure',
    'where: {measure: robot.leash}',
    'where: {measure: robot.lead}',
    'unknown-term',
  ],
  [
    'an unknown capability',
    '{fact: available, is: true}',
    '{fact: capabilities, has: flying}',
    'unknown-term',
  ],
  [
    'a pattern over a field that is not there',
    'where: {measure',
    'where: {colour: red, measure',
    'unknown-field',
  ],
  ['a predicate without a test', '{fact: available, is: true}', '{fact: available}', 'required'],
  ['a predicate with two tests', 'is: true}', 'is: true, has: x}', 'required'],
  [
    'a predicate that is none',
    'all:\n            - {fact: av',
    'every:\n            - {fact: av',
    'unknown-field',
    'appliesWhen:',
  ],
  [
    'no predicate',
    '        appliesWhen:\n          all:\n            - {fact: available, is: true}\n            - {fact: robots, atLeast: 1}\n',
    '',
    'required',
    '- obligation:',
  ],
  ['a clock in an unknown unit', 'unit: day', 'unit: fortnight', 'unknown-value'],
  ['a clock of no length', 'within: 10', 'within: 0', 'out-of-range'],
  [
    'a clock on an unknown calendar',
    'unit: day',
    'unit: working-day, calendar: mars, count: next-day',
    'unknown-calendar',
  ],
  [
    'a day that is not in the calendar',
    'cn-robots-3\n        from: 2026-01-01',
    'cn-robots-3\n        from: 2026-02-30',
    'malformed-date',
    'from: 2026-02-30',
  ],
  [
    'a day in force that is none',
    'inForce: {from: 2026-03-01}',
    'inForce: {from: March}',
    'wrong-type',
  ],
  [
    'an end in force before its beginning',
    '2026-03-01}',
    '2026-03-01, to: 2026-02-01}',
    'out-of-range',
  ],
  [
    'a title in one language',
    '{en: Leash robots, zh: 拴好机器人}',
    '{en: Leash robots}',
    'required',
  ],
  ['an unknown grade', 'grade: text', 'grade: certain', 'not-allowed'],
  ['an unknown force', 'force: binding', 'force: strong', 'not-allowed'],
  ['an unknown kind', 'kind: standing', 'kind: sitting', 'unknown-value'],
  ['whom it binds unsaid', '        binds: system\n', '', 'unknown-value', '- obligation:'],
  ['a provision that is a number', 'provision: "3"', 'provision: 3', 'wrong-type'],
  [
    'an address that is none',
    'penalty: {en: A fine, zh: 罚款}\n        url: https://example.org/robots',
    'url: robots',
    'malformed',
    'url: robots',
  ],
  [
    'a field that its kind does not have',
    '        due: {',
    '        every: {calendar: year}\n        due: {',
    'not-allowed',
    'every:',
  ],
  ['a field without a value', 'due: {within: 10, unit: day}', 'due:', 'wrong-type'],
  [
    'an amendment of nothing',
    ', provision: "4", due: null}',
    '}',
    'required',
    '- {from: 2026-06-01',
  ],
  [
    'an amendment on the day of the row',
    'from: 2026-06-01',
    'from: 2026-01-01',
    'out-of-order',
    '- {from: 2026-01-01',
  ],
  ['an amendment that leaves no rule', 'due: null}', 'satisfiedBy: null}', 'required'],
  ['an amendment with a bad clock', 'due: null}', 'due: {within: 1, unit: eon}}', 'unknown-value'],
];

describe('a rule pack is refused whole, with the line, for', () => {
  it.each([...WORDS, ...ROWS])('%s', async (_, passage, by, code, at = by) => {
    const pack = edited(PACK, passage, by);
    const line = lineIn(pack, at);
    expect(await problemsOf(desk, pack)).toContainEqual(
      expect.objectContaining({
        file: 'test.yaml',
        line,
        code,
        text: expect.stringMatching(/\.$/),
      }),
    );
  });
});

describe('a rule pack tells', () => {
  it('every problem of every pack at once, in the order of files and lines', async () => {
    const broken = edited(
      edited(PACK, 'grade: text', 'grade: certain'),
      'within: 10',
      'within: -1',
    );
    const found = await problemsOf(desk, edited(broken, 'pack: test', 'pack: test\ncolour: red'));
    expect(found.map(({ code }) => code)).toEqual(['unknown-field', 'not-allowed', 'out-of-range']);
    const { problems } = checkRulePacks([
      { name: 'one.yaml', bytes: Buffer.from(broken) },
      { name: 'two.yaml', bytes: Buffer.from(PACK) },
    ]);
    expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'one.yaml not-allowed',
      'one.yaml out-of-range',
      ...Array.from({ length: 5 }, () => 'two.yaml duplicate-id'),
    ]);
  });

  it('an unknown instrument, and takes one that ships', () => {
    const pack = (instrument: string) => ({
      name: 'test.yaml',
      bytes: Buffer.from(`pack: test\ninstruments:\n  - instrument: ${instrument}\n`),
    });
    expect(checkRulePacks([pack('cn-label-2025')]).problems).toEqual([]);
    expect(checkRulePacks([pack('cn-nothing')]).problems).toMatchObject([
      { line: 3, code: 'unknown-instrument' },
    ]);
  });

  it('an id that a pack that ships has given', () => {
    const bytes = Buffer.from(edited(PACK, 'cn-robots-3', 'cn-label-4'));
    expect(checkRulePacks([{ name: 'test.yaml', bytes }]).problems).toMatchObject([
      { code: 'duplicate-id', text: expect.stringMatching(/cn-labelling\.yaml:\d+/) },
    ]);
  });
});

describe('only plain YAML is taken:', () => {
  it.each<readonly [what: string, pack: string, code: string, line: number]>([
    ['no broken YAML', 'pack: test\nterms: [\n', 'malformed-yaml', 3],
    ['no tabs', 'pack: test\nterms:\n\t- x\n', 'malformed-yaml', 3],
    ['no field twice', 'pack: test\nterms: []\nterms: []\n', 'repeated-field', 3],
    [
      'no second document',
      `${PACK}---\npack: more\n`,
      'several-documents',
      PACK.split('\n').length,
    ],
    ['no directive', '%YAML 1.1\n---\npack: test\n', 'directive-not-allowed', 1],
    ['no anchor', 'pack: test\nterms: &all []\n', 'anchor-not-allowed', 2],
    ['no alias', 'pack: &name test\nterms: *name\n', 'alias-not-allowed', 2],
    ['no anchored name', '&name pack: test\n', 'malformed-key', 1],
    ['no tag', 'pack: !!str test\n', 'tag-not-allowed', 1],
    ['no tag of its own', 'pack: test\nterms: !words []\n', 'tag-not-allowed', 2],
    ['no list as a name', 'pack: test\n? [a]\n: b\n', 'malformed-key', 2],
    ['no fraction', 'pack: test\nterms:\n  - {kind: 1.5}\n', 'not-an-integer', 3],
    [
      'no number beyond 2^53',
      'pack: test\nterms:\n  - {kind: 9007199254740993}\n',
      'not-an-integer',
      3,
    ],
    ['no infinity', 'pack: test\nterms: .inf\n', 'not-an-integer', 2],
    ['no list', '- pack: test\n', 'wrong-type', 1],
    ['nothing empty', '', 'wrong-type', 1],
  ])('%s', async (_, pack, code, line) => {
    expect(await problemsOf(desk, pack)).toContainEqual(expect.objectContaining({ code, line }));
  });

  it('no aliases that grow', async () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const inner = level === 0 ? 'x' : Array.from({ length: 9 }, () => `*a${level - 1}`).join(',');
      return `a${level}: &a${level} [${inner}]`;
    });
    const found = await problemsOf(desk, `pack: test\n${levels.join('\n')}\n`);
    expect(new Set(found.map(({ code }) => code))).toEqual(
      new Set(['alias-not-allowed', 'anchor-not-allowed']),
    );
  });

  it(`nothing deeper than ${DEPTH_MAX}`, async () => {
    const nested = (lists: number) => `pack: test\nx: ${'['.repeat(lists)}${']'.repeat(lists)}\n`;
    const codes = async (lists: number) =>
      (await problemsOf(desk, nested(lists))).map(({ code }) => code);
    expect(await codes(DEPTH_MAX - 1)).toEqual(['unknown-field']);
    expect(await codes(DEPTH_MAX)).toEqual(['too-deep']);
    expect(await codes(100_000)).toEqual(['too-deep']);
    expect(await problemsOf(desk, '- '.repeat(100_000))).toMatchObject([{ code: 'too-deep' }]);
  });

  it(`nothing of more than ${BYTES_MAX} bytes, and nothing that is not UTF-8`, async () => {
    const full = `${PACK}${'#'.repeat(BYTES_MAX - Buffer.byteLength(PACK) - 1)}\n`;
    expect(await desk.import('full.yaml', full, true)).toMatchObject({ taken: 4 });
    await expect(desk.import('full.yaml', `${full}#`)).rejects.toMatchObject({
      reason: 'too-large',
    });
    const latin = Buffer.from('pack: t\xe9st\n', 'latin1');
    await expect(desk.import('latin.yaml', latin)).rejects.toMatchObject({ reason: 'not-utf8' });
    const { problems } = checkRulePacks([{ name: 'latin.yaml', bytes: latin }]);
    expect(problems).toMatchObject([{ file: 'latin.yaml', line: 1, code: 'not-utf8' }]);
  });
});
