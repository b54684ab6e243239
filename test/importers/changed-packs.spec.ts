import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fold, knownSet } from '#libs/governance';
import type { JsonObject } from '#libs/ledger';
import { openImportDesk } from './importing.js';
import type { ImportDesk } from './importing.js';
import { edited, lineIn, PACK, problemsOf, WITHDRAWN } from './rule-pack.js';

const ROBOTS = 'instruments/cn-robots';
const obligation = 'cn-robots-3';

let desk: ImportDesk;
beforeEach(async () => {
  desk = await openImportDesk();
});
afterEach(() => desk.close());

/** What importing one pack after another records at last. */
async function recordedBy(before: string, after: string) {
  await desk.import('test.yaml', before);
  const known = (await desk.events()).length;
  const report = await desk.import('test.yaml', after);
  const anew = (await desk.events()).slice(known);
  expect(report).toMatchObject({ recorded: anew.length });
  expect(await desk.import('test.yaml', after)).toMatchObject({ recorded: 0 });
  return anew.map(({ type, time, data }) => ({ type, day: time.slice(0, 10), data }));
}

async function wordings(): Promise<readonly JsonObject[]> {
  const history = await desk.events(ROBOTS);
  const { obligations } = fold('instruments', knownSet(history));
  return obligations.flatMap(({ versions }) =>
    versions.map(({ rule, from }) => ({ from: from.time.slice(0, 10), provision: rule.provision })),
  );
}

describe('a changed rule pack records only the amendments:', () => {
  it('what it words otherwise, from the day of the wording on', async () => {
    const changed = edited(PACK, 'within: 10', 'within: 20');
    const without = edited(changed, '        penalty: {en: A fine, zh: 罚款}\n', '');
    expect(await recordedBy(PACK, without)).toEqual([
      {
        type: 'obligation.amended',
        day: '2026-01-01',
        data: { obligation, due: { within: 20, unit: 'day' }, penalty: null },
      },
    ]);
  });

  it('a further amendment', async () => {
    const more = `${PACK}          - {from: 2027-01-01, grade: quoted, provision: "5"}\n`;
    expect(await recordedBy(PACK, more)).toEqual([
      {
        type: 'obligation.amended',
        day: '2027-01-01',
        data: { obligation, grade: 'quoted', provision: '5' },
      },
    ]);
  });

  it('an amendment worded otherwise, without what it does not change', async () => {
    const changed = edited(PACK, 'provision: "4", due: null', 'provision: "4a"');
    expect(await recordedBy(PACK, changed)).toEqual([
      {
        type: 'obligation.amended',
        day: '2026-06-01',
        data: { obligation, provision: '4a', due: { within: 10, unit: 'day' } },
      },
    ]);
  });

  it('a new row', async () => {
    const row = PACK.slice(PACK.indexOf('      - obligation:'));
    const more = `${PACK}${edited(row, 'cn-robots-3', 'cn-robots-4')}`;
    const anew = await recordedBy(PACK, more);
    expect(anew.map(({ type, day }) => `${day} ${type}`)).toEqual([
      '2026-01-01 obligation.defined',
      '2026-06-01 obligation.amended',
    ]);
  });

  it('a day that was wrong, as a correction', async () => {
    const moved = edited(
      PACK,
      'cn-robots-3\n        from: 2026-01-01',
      'cn-robots-3\n        from: 2026-02-01',
    );
    const [correction, ...others] = await recordedBy(PACK, moved);
    expect(others).toEqual([]);
    expect(correction).toMatchObject({
      type: 'event.corrected',
      data: { time: '2026-02-01T00:00:00+08:00' },
    });
    expect(correction?.data).not.toHaveProperty('data');
    expect(await wordings()).toEqual([
      { from: '2026-02-01', provision: '3' },
      { from: '2026-06-01', provision: '4' },
    ]);
  });

  it('an amendment that it no longer gives, as a retraction', async () => {
    const without = PACK.slice(0, PACK.indexOf('        amendments:'));
    const anew = await recordedBy(PACK, without);
    expect(anew.map(({ type }) => type)).toEqual(['event.retracted']);
    expect(await wordings()).toEqual([{ from: '2026-01-01', provision: '3' }]);
  });

  it('a withdrawal, its other day, and that it was none', async () => {
    const [withdrawn] = await recordedBy(PACK, WITHDRAWN);
    expect(withdrawn).toMatchObject({ type: 'obligation.withdrawn', day: '2030-01-01' });
    const later = edited(WITHDRAWN, '2030-01-01', '2031-01-01');
    expect(await recordedBy(WITHDRAWN, later)).toMatchObject([
      { type: 'event.corrected', day: '2031-01-01' },
    ]);
    expect(await recordedBy(later, PACK)).toMatchObject([{ type: 'event.retracted' }]);
  });

  it('what it words otherwise of a row that is withdrawn', async () => {
    const changed = edited(WITHDRAWN, 'grade: text', 'grade: quoted');
    expect(await recordedBy(WITHDRAWN, changed)).toMatchObject([
      { type: 'obligation.amended', day: '2026-01-01', data: { grade: 'quoted' } },
    ]);
    const { obligations } = fold('instruments', knownSet(await desk.events(ROBOTS)));
    expect(obligations).toMatchObject([{ withdrawn: { time: '2030-01-01T00:00:00+08:00' } }]);
  });

  it('words and the instrument, as corrections', async () => {
    const changed = edited(
      edited(PACK, 'en: Leash,', 'en: Lead,'),
      'issuers: [CAC]',
      'issuers: [MIIT]',
    );
    expect(await recordedBy(PACK, changed)).toMatchObject([
      { type: 'event.corrected', data: { data: { label: { en: 'Lead' } } } },
      { type: 'event.corrected', data: { data: { issuers: ['MIIT'] } } },
    ]);
  });
});

describe('a rule pack that follows another', () => {
  it('may return to an older wording, again and again', async () => {
    const other = edited(PACK, 'grade: text', 'grade: secondary');
    for (const pack of [PACK, other, PACK, other]) await desk.import('test.yaml', pack);
    const events = await desk.events(ROBOTS);
    const grades = events.map(({ data }) => data['grade']).filter((grade) => grade !== undefined);
    expect(grades).toEqual(['text', 'secondary', 'text', 'secondary']);
    const { obligations } = fold('instruments', knownSet(events));
    expect(obligations[0]?.versions.at(-1)?.rule.grade).toBe('secondary');
  });

  it('leaves alone what others recorded', async () => {
    await desk.import('test.yaml', PACK);
    const [defined] = (await desk.events(ROBOTS)).filter(
      ({ type }) => type === 'obligation.defined',
    );
    const correction = {
      source: 'urn:test:staff',
      id: 'correction',
      type: 'event.corrected',
      subject: ROBOTS,
      time: '2026-05-01T00:00:00Z',
      data: {
        event: { source: defined?.source ?? '', id: defined?.id ?? '' },
        time: '2026-01-15T00:00:00+08:00',
        reason: 'It was published later.',
      },
    };
    const amendment = {
      source: 'urn:test:staff',
      id: 'amendment',
      type: 'obligation.amended',
      subject: ROBOTS,
      time: '2026-09-01T00:00:00+08:00',
      data: { obligation, provision: '7' },
    };
    await desk.recorder.record([correction, amendment], { actor: 'staff' });
    expect(await desk.import('test.yaml', PACK)).toMatchObject({ recorded: 0 });
    expect(await wordings()).toContainEqual({ from: '2026-09-01', provision: '7' });
  });

  it('is refused where a row is missing, and keeps the id of what ended', async () => {
    await desk.import('test.yaml', PACK);
    const before = await desk.ledger.head();
    const renamed = edited(PACK, 'cn-robots-3', 'cn-robots-4');
    expect(await problemsOf(desk, renamed)).toMatchObject([{ line: 6, code: 'missing-row' }]);
    const without = PACK.slice(0, PACK.indexOf('instruments:'));
    expect(await problemsOf(desk, without)).toMatchObject([{ line: 1, code: 'missing-row' }]);
    expect(await desk.ledger.head()).toEqual(before);
  });

  it('is refused where a row stands on another instrument', async () => {
    await desk.import('test.yaml', PACK);
    const other = PACK.slice(PACK.indexOf('  - instrument:')).replaceAll('cn-robots', 'cn-cars');
    const moved = `${PACK.slice(0, PACK.indexOf('    obligations:'))}${edited(other, 'cn-cars-3', obligation)}`;
    const line = lineIn(moved, '- obligation: cn-robots-3');
    expect(await problemsOf(desk, moved)).toMatchObject([{ line, code: 'moved-row' }]);
  });

  it('is refused where another pack has defined the obligation', async () => {
    await desk.import('test.yaml', PACK);
    const thief = edited(PACK, 'pack: test', 'pack: thief')
      .replace(/terms:[^]*instruments:/, 'instruments:')
      .replace(/ {4}published:[^]* {4}obligations:/, '    obligations:');
    const problems = await problemsOf(desk, thief);
    expect(problems).toContainEqual(
      expect.objectContaining({ line: lineIn(thief, '- obligation:'), code: 'already-exists' }),
    );
  });

  it('holds in one piece where two follow at the same time', async () => {
    await desk.import('test.yaml', PACK);
    const others = ['quoted', 'secondary', 'unsourced'].map((grade) =>
      edited(PACK, 'grade: text', `grade: ${grade}`),
    );
    await Promise.all(others.map((pack) => desk.import('test.yaml', pack)));
    const last = edited(PACK, 'grade: text', 'grade: quoted');
    await desk.import('test.yaml', last);
    const { obligations } = fold('instruments', knownSet(await desk.events(ROBOTS)));
    expect(obligations[0]?.versions.at(-1)?.rule.grade).toBe('quoted');
  });
});
