import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import type { Body } from './setup/body.js';
import { RunningServer } from './setup/running-server.js';
import { importShippedWeek } from './setup/shipped-week.js';

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  await importShippedWeek(server);
}, 120_000);
afterAll(() => server.close());

async function all(path: string): Promise<readonly Body[]> {
  const rows: Body[] = [];
  let asked = `${path}&limit=1000`;
  for (;;) {
    const { json } = await server.fresh(asked);
    rows.push(...json.items);
    if (json.next === undefined) return rows;
    asked = `${path.split('?')[0] ?? ''}?limit=1000&cursor=${json.next}`;
  }
}

const text = (row: Body, field: string): string => {
  const value = row[field];
  return typeof value === 'string' ? value : '';
};
const duty = (row: Body) => `${text(row, 'subject')} ${text(row, 'obligation')}`;

describe('Deadlines of the shipped facts', () => {
  it.each(['2026-02-08', '2026-02-12', '2026-04-30', '2026-08-15'])(
    'on %s are the duties that are open then, by their days, and those that recur',
    async (day) => {
      const statuses = await all(`/v1/statuses?validAt=${day}`);
      const rules = await all(`/v1/obligations?validAt=${day}`);
      const recurring = new Set(
        rules.filter(({ kind }) => kind === 'recurring').map(({ id }) => id),
      );
      const open = statuses.filter(
        (one) =>
          one['dueOn'] !== undefined &&
          (['pending', 'unevidenced'].includes(text(one, 'status')) ||
            (text(one, 'status') === 'met' && recurring.has(text(one, 'obligation')))),
      );
      const deadlines = await all(`/v1/deadlines?kind=obligation&within=9999d&validAt=${day}`);
      const told = (row: Body) => `${text(row, 'dueOn')} ${duty(row)} ${text(row, 'status')}`;
      expect(deadlines.map(told)).toEqual(open.map(told).sort());
      for (const row of deadlines) {
        const isLate = Number(row['daysLeft']) < 0;
        expect([told(row), isLate]).toEqual([told(row), text(row, 'status') === 'unevidenced']);
      }
      expect(open.length).toBeGreaterThan(5);
    },
  );

  it('have the consent that Seedance’s voice from a face needs while that feature runs', async () => {
    const on = async (day: string) =>
      (await all(`/v1/deadlines?company=bytedance&validAt=${day}`)).map(duty);
    const prompt = 'systems/seedance-2.0 cn-ds-14-2';
    expect(await on('2026-02-08')).toContain(prompt);
    expect(await on('2026-02-09')).not.toContain(prompt);
  });

  it('are a calendar that a calendar program reads, an entry for each', async () => {
    const query = 'within=12m&validAt=2026-02-12';
    const deadlines = await all(`/v1/deadlines?${query}`);
    for (const language of ['en', 'zh'] as const) {
      const headers = { 'accept-language': language };
      const answer = await server.ask(`/v1/deadlines.ics?${query}`, { headers });
      const calendar = new ICAL.Component(ICAL.parse(answer.text) as unknown[]);
      const events = calendar.getAllSubcomponents('vevent');
      expect(events.map((one) => String(one.getFirstPropertyValue('dtstart')))).toEqual(
        deadlines.map((row) => text(row, 'dueOn')),
      );
      for (const [index, one] of events.entries()) {
        const title = deadlines[index]?.['title'] as { readonly en: string; readonly zh: string };
        expect(one.getFirstPropertyValue('summary')).toContain(title[language]);
      }
      const names = events.map((one) => one.getFirstPropertyValue('uid'));
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('Watermarks (labels) of the shipped facts', () => {
  it('are asked for by the obligations that name them, and by no others', async () => {
    const rules = await all('/v1/obligations?validAt=2026-02-28');
    const asking = new Set(
      rules
        .filter(({ rule }) => {
          const { satisfiedBy } = rule as { readonly satisfiedBy?: object };
          return JSON.stringify(satisfiedBy ?? []).includes('"label.');
        })
        .map(({ id }) => id),
    );
    expect(asking.size).toBeGreaterThan(5);
    const statuses = await all('/v1/statuses?validAt=2026-02-28');
    const systems = await all('/v1/watermarking?validAt=2026-02-28');
    const told = systems.flatMap((row) =>
      (row['duties'] as readonly Body[]).map(
        (one) => `systems/${text(row, 'system')} ${text(one, 'obligation')} ${text(one, 'status')}`,
      ),
    );
    const expected = statuses
      .filter((one) => one['system'] !== undefined && asking.has(text(one, 'obligation')))
      .map((one) => `${duty(one)} ${text(one, 'status')}`);
    expect([...told].sort()).toEqual(expected.sort());
  });

  it('were found wanting at Jimeng on 28 April 2026', async () => {
    const on = async (day: string) => {
      const rows = await all(`/v1/watermarking?validAt=${day}`);
      return rows.find((row) => row['system'] === 'jimeng-ai')?.['status'];
    };
    expect(await on('2026-04-27')).not.toBe('breached');
    expect(await on('2026-04-29')).toBe('breached');
  });
});

describe('Changes of statuses of the shipped facts', () => {
  it.each(['', '&validAt=2027-12-31', '&validAt=2031-01-01'])(
    'one after another give the statuses as of%s',
    async (times) => {
      const now = new Map<string, string>();
      for (const change of await all(`/v1/status-changes?after=0${times}`)) {
        expect([duty(change), now.get(duty(change)) ?? 'not-applicable']).toEqual([
          duty(change),
          text(change, 'before'),
        ]);
        now.set(duty(change), text(change, 'after'));
      }
      const statuses = await all(
        `/v1/statuses?status=met&status=pending&status=unevidenced&status=unknown&status=breached&status=waived${times}`,
      );
      const folded = [...now].filter(([, status]) => status !== 'not-applicable');
      expect(folded.map(([key, status]) => `${key} ${status}`).sort()).toEqual(
        statuses.map((one) => `${duty(one)} ${text(one, 'status')}`).sort(),
      );
      expect(statuses.length).toBeGreaterThan(100);
    },
  );
});
