import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { RecordedEvent } from '#libs/ledger';
import type { PackQuestion } from '../format/manifest.js';
import {
  on,
  PAPER_OF_CORRECTION,
  PAPER_OF_LAUNCH,
  recorded,
  STORY,
  type Told,
} from '../testing/story.js';
import { CompanyNotInPack, foldCompany } from './company-fold.js';
import { packContents } from './pack-contents.js';
import type { PackAround } from './pack-contents.js';

const FROM = '2026-02-10T16:00:00.000Z';
const TO = '2026-02-24T15:59:59.999Z';
const AROUND: PackAround = {
  checkpoint: { origin: 'edict.example/log', size: 40 },
  papers: new Set([PAPER_OF_LAUNCH]),
};

interface Asked {
  readonly company?: string;
  readonly position?: number;
  readonly from?: string;
  readonly to?: string;
  readonly around?: Partial<PackAround>;
}

async function contentsOf(story: readonly Told[], asked: Asked = {}) {
  const events = recorded(story);
  const { company = 'bytedance', position = events.length, from = FROM, to = TO } = asked;
  const question: PackQuestion = { company, from, to, position };
  const fold = await foldCompany(company, position, () => events);
  const { texts, counts } = await packContents(question, { ...AROUND, ...asked.around }, fold);
  const files = new Map(texts.map(({ name, pieces }) => [name, [...pieces()].join('')]));
  return { fold, texts, counts, text: (name: string) => files.get(name) ?? '' };
}

function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  return parse<Record<string, string>>(csv, { columns: true, record_delimiter: '\r\n' });
}

function linesOf(ndjson: string): readonly Readonly<Record<string, unknown>>[] {
  const lines = ndjson.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('what a pack says of a company', () => {
  it('are the duties at the start and at the end, both as known at the position', async () => {
    const { text } = await contentsOf(STORY);
    expect(rowsOf(text('state-start.csv'))).toMatchObject([
      { obligation: 'cn-algo-24-1', status: 'unknown', missing: '["available"]' },
      { obligation: 'cn-algo-answer', status: 'unknown' },
    ]);
    expect(rowsOf(text('state-end.csv'))).toEqual([
      {
        subject: 'systems/seedance-2.0',
        obligation: 'cn-algo-24-1',
        instrument: 'cn-algo-2021',
        title_zh: '算法备案',
        title_en: 'File the algorithm',
        expectation: 'false',
        status: 'unevidenced',
        since: '2026-02-22T16:00:00.000Z',
        until: '2026-02-26T16:00:00.000Z',
        ruleVersion: '1',
        dueOn: '2026-02-22',
        dueAt: '2026-02-22T16:00:00.000Z',
        provisional: '',
        metOn: '',
        missing: '[]',
        because: '[6,13]',
      },
      expect.objectContaining({ obligation: 'cn-algo-answer', expectation: 'true' }),
    ]);
  });

  it('knows nothing that was recorded after the position', async () => {
    const { text } = await contentsOf(STORY, { position: 5 });
    expect(rowsOf(text('state-end.csv')).map(({ status }) => status)).toEqual([
      'unknown',
      'unknown',
    ]);
    const { text: later } = await contentsOf(STORY, { to: '2026-03-10T00:00:00.000Z' });
    expect(rowsOf(later('state-end.csv')).map(({ status }) => status)).toEqual(['met', 'met']);
  });

  it('are the changes in between, with their cause and the events that made them', async () => {
    const { text, counts } = await contentsOf(STORY);
    const rows = rowsOf(text('changes.csv'));
    expect(counts.changes).toBe(rows.length);
    expect(rows[0]).toMatchObject({
      subject: 'systems/seedance-2.0',
      obligation: 'cn-algo-24-1',
      cause: 'new-fact',
      before_status: 'unknown',
      before_missing: '["available"]',
      after_status: 'unevidenced',
      after_dueOn: '2026-02-22',
      events: '[6]',
      because: '[6,13]',
    });
    const passed = await contentsOf(STORY, { from: '2026-02-20T00:00:00.000Z' });
    expect(rowsOf(passed.text('changes.csv'))[0]).toMatchObject({
      cause: 'time-passed',
      before_status: 'pending',
      after_status: 'unevidenced',
      events: '[]',
    });
  });

  it('are the derivations of what is not met at the end, down to the evidence', async () => {
    const { text, counts } = await contentsOf(STORY);
    const derivations = linesOf(text('why.ndjson'));
    expect(counts.unmet).toBe(2);
    expect(derivations).toEqual([
      expect.objectContaining({
        subject: 'systems/seedance-2.0',
        obligation: 'cn-algo-24-1',
        status: expect.objectContaining({ status: 'unevidenced' }),
        events: expect.arrayContaining([expect.objectContaining({ position: 6 })]),
      }),
      expect.objectContaining({ obligation: 'cn-algo-answer' }),
    ]);
    const met = await contentsOf(STORY, { to: '2026-03-10T00:00:00.000Z' });
    expect(met.text('why.ndjson')).toBe('');
    expect(met.counts.unmet).toBe(0);
  });

  it('calls a fact that a pack declared by the words of its declaration', async () => {
    const rule = { ...STORY[1]?.data, obligation: 'cn-border' };
    const needing = on('instruments/cn-algo-2021')('obligation.defined', '2026-03-03', {
      ...rule,
      appliesWhen: { fact: 'cross-border', is: true },
    });
    const { text } = await contentsOf([...STORY, needing], { to: '2026-03-10T00:00:00.000Z' });
    expect(linesOf(text('why.ndjson'))).toMatchObject([
      {
        obligation: 'cn-border',
        status: { status: 'unknown', missing: ['cross-border'] },
        facts: [{ fact: 'cross-border', label: { en: 'Crosses the border', zh: '跨境' } }],
      },
    ]);
  });

  it('is nothing of another company, and only what concerns it decides it', async () => {
    const own = await contentsOf(STORY);
    expect(own.texts.map(({ name }) => own.text(name)).join('')).not.toMatch(/glm|zhipu|智谱/i);
    const without = STORY.filter(({ subject }) => !/glm|zhipu/.test(subject));
    const { text } = await contentsOf(without);
    expect(rowsOf(text('state-end.csv')).length).toBe(rowsOf(own.text('state-end.csv')).length);
    const other = await contentsOf(STORY, { company: 'zhipu' });
    expect(rowsOf(other.text('state-end.csv'))[0]).toMatchObject({
      subject: 'systems/glm-5',
      status: 'pending',
    });
  });

  it('is the same each time that it is told, whether events come at once or one by one', async () => {
    const events = recorded(STORY);
    async function* slowly(): AsyncGenerator<RecordedEvent> {
      for (const event of events) {
        await Promise.resolve();
        yield event;
      }
    }
    const question = { company: 'bytedance', from: FROM, to: TO, position: events.length };
    const fold = await foldCompany('bytedance', events.length, slowly);
    const { texts } = await packContents(question, AROUND, fold);
    const once = await contentsOf(STORY);
    expect(texts.map(({ name }) => name)).toEqual([
      'README.html',
      'state-start.csv',
      'state-end.csv',
      'changes.csv',
      'why.ndjson',
      'gaps.csv',
    ]);
    for (const { name, pieces } of texts) {
      expect([...pieces()].join('')).toBe(once.text(name));
      expect([...pieces()].join('')).toBe(once.text(name));
    }
  });

  it('is refused for a company that has no events of its own', async () => {
    await expect(contentsOf(STORY, { company: 'nobody' })).rejects.toThrow(CompanyNotInPack);
    await expect(contentsOf(STORY, { position: 3 })).rejects.toThrow(CompanyNotInPack);
  });
});

describe('the gaps of a pack', () => {
  const gaps = async (story: readonly Told[], asked?: Asked) =>
    rowsOf((await contentsOf(story, asked)).text('gaps.csv'));
  const kind = (name: string) => (gap: Readonly<Record<string, string>>) => gap['kind'] === name;

  it('are stretches in which a source was not checked with success', async () => {
    const found = (await gaps(STORY)).filter(kind('source-unchecked'));
    expect(found).toMatchObject([
      {
        subject: 'sources/cac',
        from: '2026-02-12T16:00:00.000Z',
        to: '2026-02-24T15:59:59.999Z',
        days: '11',
      },
    ]);
    const weekly = ['2026-02-06', '2026-02-19', '2026-02-23'].map((day) =>
      on('sources/cac')('source.checked', day, { outcome: 'changed' }),
    );
    expect((await gaps([...STORY, ...weekly])).filter(kind('source-unchecked'))).toEqual([]);
  });

  it('are a day beyond the limit and not the limit itself', async () => {
    const checkedOn = async (day: string) => {
      const check = on('sources/cac')('source.checked', day, { outcome: 'changed' });
      const asked = { to: '2026-02-24T16:00:00.000Z' };
      return (await gaps([...STORY, check], asked)).filter(kind('source-unchecked')).length;
    };
    expect(await checkedOn('2026-02-18')).toBe(0);
    expect(await checkedOn('2026-02-20T00:00:00+08:00')).toBe(0);
    expect(await checkedOn('2026-02-20T00:00:01+08:00')).toBe(1);
  });

  it('are checks that failed within the period', async () => {
    expect((await gaps(STORY)).filter(kind('source-check-failed'))).toMatchObject([
      { subject: 'sources/cac', position: '8', type: 'source.checked' },
    ]);
    const asked = { to: '2026-02-13T00:00:00.000Z' };
    expect((await gaps(STORY, asked)).filter(kind('source-check-failed'))).toEqual([]);
  });

  it('are events of the company that were recorded long after they happened', async () => {
    const known = (day: string) =>
      on('systems/seedance-2.0')(
        'system.described',
        '2026-02-14',
        { facts: {} },
        `${day}T00:00:00.000Z`,
      );
    const late = async (day: string) =>
      (await gaps([...STORY, known(day)])).filter(kind('late-arrival'));
    expect(await late('2026-02-20')).toEqual([]);
    expect(await late('2026-02-22')).toMatchObject([
      {
        subject: 'systems/seedance-2.0',
        position: '15',
        time: '2026-02-14T00:00:00+08:00',
        recordedtime: '2026-02-22T00:00:00.000Z',
        days: '8',
      },
    ]);
    const other = on('systems/glm-5')(
      'system.described',
      '2026-02-14',
      { facts: {} },
      '2027-01-01T00:00:00Z',
    );
    expect((await gaps([...STORY, other])).filter(kind('late-arrival'))).toEqual([]);
  });

  it('are events that were recorded before they happen, and record times that run back', async () => {
    const story = [
      ...STORY,
      on('systems/seedance-2.0')('system.suspended', '2026-05-01', {}, '2026-03-05T00:00:00.000Z'),
      on('systems/seedance-2.0')('system.resumed', '2026-03-04', {}, '2026-03-04T23:00:00.000Z'),
    ];
    expect((await gaps(story)).filter(kind('recorded-ahead'))).toMatchObject([{ position: '15' }]);
    expect((await gaps(story)).filter(kind('clock-backwards'))).toMatchObject([{ position: '16' }]);
  });

  it('are papers that evidence names and the pack has not, also those of a correction', async () => {
    expect((await gaps(STORY)).filter(kind('paper-missing'))).toMatchObject([
      { position: '13', sha256: PAPER_OF_CORRECTION },
    ]);
    const papers = new Set([PAPER_OF_LAUNCH, PAPER_OF_CORRECTION]);
    expect((await gaps(STORY, { around: { papers } })).filter(kind('paper-missing'))).toEqual([]);
    const { fold } = await contentsOf(STORY);
    expect(fold.papers()).toEqual([PAPER_OF_LAUNCH, PAPER_OF_CORRECTION]);
  });
});

describe('the README of a pack', () => {
  const readme = async (asked?: Asked) => (await contentsOf(STORY, asked)).text('README.html');

  it('counts what the other files have, in both languages', async () => {
    const html = await readme();
    const count = (label: string) =>
      new RegExp(`<tr><th>${label}[^<]*</th><td>(\\d+)</td>(?:<td>(\\d+)</td>)?`)
        .exec(html)
        ?.slice(1);
    expect(count('unevidenced')).toEqual(['0', '1']);
    expect(count('无证据')).toEqual(['0', '1']);
    expect(count('duties of authorities')).toEqual(['1', '1']);
    expect(count('unknown')).toEqual(['1', '0']);
    expect(count('a new fact')).toEqual(['2', undefined]);
    expect(count('checks of a source that failed')).toEqual(['1', undefined]);
    expect(count('失败的来源核查')).toEqual(['1', undefined]);
  });

  it('says up to where it shows that nothing is missing', async () => {
    expect(await readme()).toContain('the ledger had not counted them yet');
    const part = await readme({ around: { completeTo: 9 } });
    expect(part).toContain('Up to event 9 no event that concerns the company is left out');
    expect(part).toContain('events after event 9 was left out');
    const whole = await readme({ around: { completeTo: 14 } });
    expect(whole).not.toContain('after event 14 was left out');
  });

  it('takes no text of an event for markup', async () => {
    const name = '<script>alert("1")</script> & Söhne';
    const story = [
      ...STORY,
      on('companies/bytedance')('company.renamed', '2026-02-16', { name: { en: name } }),
    ];
    const html = (await contentsOf(story)).text('README.html');
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; Söhne');
  });

  it('of the whole log tells of no company', async () => {
    const question = { from: FROM, to: TO, position: 40 };
    const { texts, counts } = await packContents(question, AROUND, undefined);
    expect(texts.map(({ name }) => name)).toEqual(['README.html']);
    expect(counts).toEqual({});
    const html = [...(texts[0]?.pieces() ?? [])].join('');
    expect(html).toContain('These are all events of the ledger from the first to event 40');
    expect(html).not.toContain('unevidenced:');
  });
});
