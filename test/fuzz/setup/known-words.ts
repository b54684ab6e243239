import fc from 'fast-check';

/** What the story of these tests knows, so that a question often meets something. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  company: ['bytedance', 'nobody'],
  system: ['seedance-2.0', 'alone', 'nothing'],
  subject: [
    'systems/seedance-2.0',
    'systems/alone',
    'companies/bytedance',
    'instruments/cn-algo-2021',
    'calendars/cn',
    'algorithms/110108413760701250055',
  ],
  obligation: ['cn-algo-24-1', 'cn-algo-24-2'],
  instrument: ['cn-algo-2021'],
  id: ['bytedance', 'seedance-2.0', 'cn-algo-2021', 'cn-algo-24-1', 'alone'],
  q: ['byte', '字节', 'seed', '算法', '2021', 'a', '-', '%', '_'],
  type: ['company.registered', 'system.*', 'feature.launched', '*'],
  version: ['1', '2'],
  position: ['1', '2', '8', '9', '1000000'],
  size: ['1', '4', '8'],
  validAt: ['2026-02-11', '2026-02-11T09:00:00+08:00', '2022-03-01', '0001-01-01', '9999-12-31'],
  knownAt: ['position:1', 'position:8', '2026-02-11T09:00:00Z', '2099-01-01T00:00:00Z'],
  from: ['2022-01-01', '2026-02-01T00:00:00+08:00', '2026-02-11,position:4', '1', '4'],
  to: ['2026-03-01', '2026-03-01T00:00:00+08:00', '2026-02-11,position:8', '8'],
  until: ['2026-02-11', 'position:4', '2026-02-11T09:00:00Z'],
  accessedUntil: ['2026-02-11', '2099-01-01T00:00:00Z'],
  within: ['30d', '2w', '3m', '1d', '9999d', '9999m', '9999w'],
  owner: ['lin', 'erased'],
  jurisdiction: ['CN', 'EU'],
  market: ['CN'],
  capability: ['voice-cloning'],
  measure: ['explicit-label'],
  file: ['company.registered.csv', 'calendar.ics', 'deadlines.ics', 'feature.launched.csv'],
  path: ['0/000', '0/000.p/8', '0/000.p/4', '1/000', '0/x001/000', '000', '000.p/8'],
  sha256: ['0'.repeat(64), 'f'.repeat(64)],
  actor: ['key:admin'],
  feature: ['voice-from-face'],
  number: ['网信算备110108413760701250055号'],
};

/** Known words for a parameter or a field of this name; undefined where there are none. */
export function knownWords(name: string): fc.Arbitrary<string> | undefined {
  const words = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  return words === undefined ? undefined : fc.constantFrom(...words);
}

/** Times at the edges of what can be told, and beyond. */
export const TIMES = fc.constantFrom(
  '2026-02-07T00:00:00+08:00',
  '2026-02-10T09:00:00.123456789Z',
  '2022-03-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '9999-12-31T23:59:59-23:59',
  '0001-01-01T00:00:00+23:59',
  '2016-12-31T23:59:60Z',
  '2026-02-30T00:00:00Z',
  '2026-02-10T24:00:00Z',
);

/** What somebody writes who tries what a server bears. */
export const HOSTILE = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '0', '-1', '1e3', '+1', '0x10', '01', '1.0', '9007199254740991', 'NaN', 'null'],
    ...['9007199254740993', '99999999999999999999', 'true', 'undefined', '\0', '%', '_', '\\'],
    ...["'", '"', "' or '1'='1", ';--', '$1', '${7*7}', '../..', '..', '.', '/', '//', '{}', '[]'],
    ...['__proto__', 'constructor', 'toString', '\ufeff', '\u202e', '😀', '字节', '\ufffe'],
    ...['position:0', 'position:1', 'position:-1', 'position:99999999', 'position:1e3'],
    ...['2026-02-30', '0000-01-01', '0001-01-01', '9999-12-31', '+010000-01-01', '-000001-01-01'],
    ...['2026-02-11T09:00', '2026-13-01', '2026-02-11T25:00:00Z', 'infinity', 'now', '1970-01-01'],
    ...['x'.repeat(256), 'x'.repeat(257), '长'.repeat(256), 'a/b', 'systems/', '/systems', 'x/y/z'],
    ...['systems/..', 'systems/A', 'SYSTEMS/a', '-', '*', '.*', 'company.*', '(a+)+$'],
  ),
  TIMES,
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
