import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseLines } from './setup/body.js';
import { importShippedWeek } from './setup/shipped-week.js';
import { RunningServer } from './setup/running-server.js';

interface Told {
  readonly status: string;
  readonly dueOn?: string;
}
interface Changed {
  readonly subject: string;
  readonly obligation: string;
  readonly cause: string;
  readonly before: Told;
  readonly after: Told;
  readonly events: readonly { readonly type: string }[];
}

const COMPANIES = ['bytedance', 'kuaishou', 'zhipu', 'minimax', 'alibaba'];

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  await importShippedWeek(server);
  await server.fresh('/v1/statuses?limit=1');
}, 120_000);
afterAll(() => server.close());

async function diff(company: string, query: string): Promise<readonly Changed[]> {
  const { json } = await server.ask(`/v1/companies/${company}/diff?limit=1000&${query}`);
  return json.items as readonly object[] as readonly Changed[];
}

/** The stored statuses of a company, as `<subject> <obligation> <status> <last day>`. */
async function stored(company: string, query: string): Promise<readonly string[]> {
  const { json } = await server.ask(`/v1/statuses?limit=1000&company=${company}&${query}`);
  const rows = json.items as readonly object[] as readonly (Changed & Told)[];
  return rows.map((row) => lineOf(row, row)).sort();
}

function lineOf({ subject, obligation }: Pick<Changed, 'subject' | 'obligation'>, told: Told) {
  return [subject, obligation, told.status, told.dueOn ?? ''].join(' ');
}

async function positionOf(type: string, where: (event: object) => boolean): Promise<number> {
  const { json } = await server.ask(`/v1/events?limit=1000&type=${type}`);
  return json.items.find(where)?.position ?? 0;
}

describe('What is folded anew', () => {
  it.each(COMPANIES)('agrees with what is stored of %s', async (company) => {
    for (const at of ['2026-02-12', '2026-05-10']) {
      const { text } = await server.ask(`/v1/companies/${company}/replay?at=${at}`);
      const told = new Map<string, string>();
      for (const frame of parseLines(text)) {
        for (const change of frame['changes'] as readonly Changed[]) {
          const duty = `${change.subject} ${change.obligation}`;
          told.delete(duty);
          const applies = change.after.status !== 'not-applicable';
          if (applies) told.set(duty, lineOf(change, change.after));
        }
      }
      expect([...told.values()].sort()).toEqual(await stored(company, `validAt=${at}`));
    }
  });

  it.each(COMPANIES)('differs over time for %s where what is stored does', async (company) => {
    const rows = await diff(company, 'from=2026-02-01&to=2026-05-10');
    const before = new Set(await stored(company, 'validAt=2026-02-01'));
    const after = new Set(await stored(company, 'validAt=2026-05-10'));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      expect([row, before.has(lineOf(row, row.before))]).toEqual([row, isThere(row.before)]);
      expect([row, after.has(lineOf(row, row.after))]).toEqual([row, isThere(row.after)]);
    }
  });

  it('explains each duty of Seedance by events and missing facts', async () => {
    const { json } = await server.ask(
      '/v1/statuses?system=seedance-2.0&validAt=2026-02-12&limit=99',
    );
    expect(json.items.length).toBeGreaterThan(20);
    for (const row of json.items) {
      const { subject, obligation, status } = row as unknown as Changed & Told;
      const asked = `subject=${subject}&obligation=${obligation}&validAt=2026-02-12`;
      const why = await server.ask(`/v1/companies/bytedance/why?${asked}`);
      expect(why.json).toMatchObject({ status: { status }, rule: { rule: { binds: 'system' } } });
    }
  });
});

function isThere({ status }: Told): boolean {
  return status !== 'not-applicable';
}

describe('Seedance’s voice from a face', () => {
  const SUSPENDED = 'cn-ds-14-2';

  it('is why the prompt for consent was a duty, and no longer is', async () => {
    const asked = `subject=systems/seedance-2.0&obligation=${SUSPENDED}`;
    const why = async (at: string) =>
      (await server.ask(`/v1/companies/bytedance/why?${asked}&validAt=${at}`)).json;
    const ran = await why('2026-02-08');
    expect(ran).toMatchObject({
      status: { status: 'unevidenced' },
      facts: expect.arrayContaining([
        expect.objectContaining({
          fact: 'capabilities',
          label: { en: 'Capabilities', zh: '能力' },
          because: expect.arrayContaining([expect.objectContaining({ type: 'feature.launched' })]),
        }),
      ]),
    });
    const ended = await why('2026-02-09');
    expect(ended).toMatchObject({ status: { status: 'not-applicable' } });
    const events = ended['events'] as readonly { type: string; evidence: { url: string }[] }[];
    const suspension = events.find(({ type }) => type === 'feature.suspended');
    expect(suspension?.evidence[0]?.url).toMatch(/^https:/);
    expect(events.map(({ type }) => type)).toContain('event.corrected');
  });

  it('was suspended a day earlier than first recorded: a correction', async () => {
    const position = await positionOf('event.corrected', (event) =>
      JSON.stringify(event).includes('voice-from-face/suspended'),
    );
    const known = `from=2026-02-09,position:${position - 1}&to=2026-02-09,position:${position}`;
    const rows = await diff('bytedance', known);
    expect(rows.find(({ obligation }) => obligation === SUSPENDED)).toMatchObject({
      before: { status: 'unevidenced' },
      after: { status: 'not-applicable' },
      cause: 'correction',
      events: [{ type: 'event.corrected' }],
    });
  });
});

describe('The finding of 28 April', () => {
  it('breaches the labelling duties, and stands in the explanation', async () => {
    const { json } = await server.ask(
      '/v1/companies/bytedance/why?subject=systems/jimeng-ai&obligation=cn-label-4&validAt=2026-05-01',
    );
    expect(json).toMatchObject({
      status: { status: 'breached', since: '2026-04-27T16:00:00.000Z' },
      findings: [{ stands: true, because: [{ type: 'enforcement.opened' }] }],
    });
  });
});

describe('The postponed duties of the EU AI Act', () => {
  const HIGH_RISK = {
    specversion: '1.0',
    id: 'high-risk',
    source: 'urn:example:spec',
    type: 'system.described',
    subject: 'systems/glm-5',
    time: '2026-02-11T00:00:00+08:00',
    data: { facts: { roles: ['provider'], markets: ['EU'], 'risk-class': 'high-risk-annex-iii' } },
  };

  /** What the duty of providers of high-risk systems would be. */
  async function supposed(validAt: string, ...more: readonly object[]): Promise<string> {
    const { json } = await server.ask('/v1/what-if', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events: [HIGH_RISK, ...more], validAt }),
    });
    const rows = json.items as readonly object[] as readonly Changed[];
    const row = rows.find(({ obligation }) => obligation === 'eu-aia-hr-prov');
    return row?.after.status ?? 'not-applicable';
  }

  it('would bind a high-risk system from the later date on', async () => {
    expect(await supposed('2026-08-10')).toBe('not-applicable');
    expect(await supposed('2027-12-01')).toBe('not-applicable');
    expect(await supposed('2027-12-02')).toBe('unevidenced');
  });

  it('would bind it from the earlier date on, had they not been postponed', async () => {
    const { json } = await server.ask('/v1/events?limit=1000&type=obligation.amended');
    const postponed = json.items.find((event) =>
      JSON.stringify(event).includes('"eu-aia-hr-prov"'),
    );
    const taken = {
      ...HIGH_RISK,
      id: 'taken',
      type: 'event.retracted',
      subject: postponed?.['subject'],
      data: { event: { source: postponed?.['source'], id: postponed?.id }, reason: 'Supposed.' },
    };
    expect(await supposed('2026-08-01', taken)).toBe('not-applicable');
    expect(await supposed('2026-08-02', taken)).toBe('unevidenced');
  });
});
