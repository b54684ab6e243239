import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openImportDesk } from './importing.js';
import type { ImportDesk } from './importing.js';
import { edited, PACK, problemsOf, WITHDRAWN } from './rule-pack.js';

let desk: ImportDesk;
beforeEach(async () => {
  desk = await openImportDesk();
});
afterEach(() => desk.close());

const recorded = async (): Promise<readonly string[]> =>
  (await desk.events()).map(({ type, subject, time }) => `${time.slice(0, 10)} ${type} ${subject}`);

describe('a rule pack', () => {
  it('becomes events in the order of their days, in the time zone of the instrument', async () => {
    expect(await desk.import('test.yaml', WITHDRAWN)).toEqual({
      file: 'test.yaml',
      kind: 'rule-pack',
      rows: 4,
      taken: 4,
      reported: [],
      recorded: 6,
      duplicates: 0,
    });
    expect(await recorded()).toEqual([
      '2026-01-01 term.defined terms/measure.robot.leash',
      '2026-01-01 term.defined terms/fact.robots',
      '2026-01-01 instrument.published instruments/cn-robots',
      '2026-01-01 obligation.defined instruments/cn-robots',
      '2026-06-01 obligation.amended instruments/cn-robots',
      '2030-01-01 obligation.withdrawn instruments/cn-robots',
    ]);
    const [, , , defined, amended] = await desk.events();
    expect(defined?.time).toBe('2026-01-01T00:00:00+08:00');
    expect(defined?.data).toMatchObject({ obligation: 'cn-robots-3', grade: 'text' });
    expect(amended?.data).toEqual({ obligation: 'cn-robots-3', provision: '4', due: null });
  });

  it('adds nothing when it comes again, by whatever name and layout', async () => {
    await desk.import('test.yaml', PACK);
    const again = `# the same\n\n${edited(PACK, '{en: A fine, zh: 罚款}', '\n          zh: 罚款\n          en: A fine')}`;
    expect(await desk.import('again.yml', again)).toMatchObject({ recorded: 0, duplicates: 4 });
    expect(await desk.events()).toHaveLength(5);
  });

  it('says in a dry run what it would record', async () => {
    expect(await desk.import('test.yaml', PACK, true)).toMatchObject({ taken: 4, recorded: 5 });
    expect(await desk.events()).toEqual([]);
  });

  it('is recognised by its content, too', async () => {
    expect(await desk.import('upload', `# rules\r\n${PACK}`)).toMatchObject({ kind: 'rule-pack' });
  });

  it('gives its events the same ids on every ledger', async () => {
    await desk.import('test.yaml', PACK);
    const ids = (await desk.events()).map(({ source, id }) => `${source} ${id}`);
    await desk.close();
    desk = await openImportDesk();
    await desk.import('other.yaml', PACK);
    expect((await desk.events()).map(({ source, id }) => `${source} ${id}`)).toEqual(ids);
  });

  it('tells the whole life of an instrument', async () => {
    const life = edited(
      PACK,
      '    obligations:\n',
      [
        '    amended: [{from: 2026-02-01, effectiveFrom: 2026-03-01}]',
        '    suspended: [{from: 2026-04-01, until: 2026-04-30}, {from: 2026-07-01}]',
        '    resumed: [{from: 2026-08-01}]',
        '    repealed: {from: 2031-01-01}',
        '    obligations:\n',
      ].join('\n'),
    );
    await desk.import('test.yaml', life);
    expect((await recorded()).filter((line) => line.includes(' instrument.'))).toEqual([
      '2026-01-01 instrument.published instruments/cn-robots',
      '2026-02-01 instrument.amended instruments/cn-robots',
      '2026-04-01 instrument.suspended instruments/cn-robots',
      '2026-07-01 instrument.suspended instruments/cn-robots',
      '2026-08-01 instrument.resumed instruments/cn-robots',
      '2031-01-01 instrument.repealed instruments/cn-robots',
    ]);
    expect(await desk.import('test.yaml', life)).toMatchObject({ recorded: 0 });
  });

  it('may stand on words and instruments that are on record', async () => {
    await desk.import('test.yaml', PACK);
    const other = edited(PACK, 'pack: test', 'pack: other')
      .replace(/terms:[^]*instruments:/, 'instruments:')
      .replace(/ {4}published:[^]* {4}obligations:/, '    obligations:')
      .replace('cn-robots-3', 'cn-robots-9');
    expect(await desk.import('other.yaml', other)).toMatchObject({ rows: 1, recorded: 2 });
    expect((await desk.events()).at(-2)?.time).toBe('2026-01-01T00:00:00+08:00');
  });

  it('may declare a word as another pack declares it, but not otherwise', async () => {
    await desk.import('test.yaml', PACK);
    const words = edited(PACK, 'pack: test', 'pack: words').replace(/instruments:[^]*/, '');
    expect(await desk.import('words.yaml', words)).toMatchObject({ recorded: 0, duplicates: 2 });
    const otherwise = edited(words, 'valueType: integer', 'valueType: flag');
    expect(await problemsOf(desk, otherwise)).toMatchObject([{ line: 4, code: 'already-exists' }]);
  });

  it('of those that ship fits a ledger with the shipped instruments', async () => {
    const ship = (name: string) => desk.import(name, readFileSync(`data/${name}`));
    await ship('instruments/instruments.json');
    await ship('calendars/cn.json');
    await ship('rules/cn-deep-synthesis.yaml');
    expect(await ship('rules/cn-deep-synthesis.yaml')).toMatchObject({ recorded: 0 });
  });
});
