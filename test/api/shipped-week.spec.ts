import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importShippedWeek } from './setup/shipped-week.js';
import { RunningServer } from './setup/running-server.js';

/** A duty as a reader sees it; the server's document has checked the rest. */
interface Duty {
  readonly subject: string;
  readonly obligation: string;
  readonly status: string;
  readonly force: string;
  readonly grade: string;
  readonly expectation: boolean;
  readonly since: string;
  readonly dueOn?: string;
  readonly because: readonly { readonly type: string; readonly time: string }[];
  readonly missing: readonly string[];
  readonly needs: readonly { readonly type: string; readonly label: { readonly en: string } }[];
}

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  await importShippedWeek(server);
}, 120_000);
afterAll(() => server.close());

async function dutiesOf(query: string): Promise<readonly Duty[]> {
  const { json } = await server.fresh(`/v1/statuses?limit=1000&${query}`);
  expect(json.next).toBeUndefined();
  return json.items as readonly object[] as readonly Duty[];
}

async function status(system: string, obligation: string, times: string): Promise<string> {
  const [duty] = await dutiesOf(`system=${system}&obligation=${obligation}&${times}`);
  return duty?.status ?? 'not-applicable';
}

const typesOf = (duty: Duty | undefined) => duty?.because.map(({ type }) => type);

describe('The five systems of February 2026', () => {
  it.each([
    ['seedance-2.0', 'bytedance'],
    ['kling-3.0', 'kuaishou'],
    ['glm-5', 'zhipu'],
    ['minimax-m2.5', 'minimax'],
    ['rynnbrain', 'alibaba'],
  ])('%s has duties, each with its reason, and none that nobody showed is fine', async (id, of) => {
    const { json } = await server.fresh(`/v1/systems/${id}?validAt=2026-02-28`);
    expect(json['company']).toBe(of);
    const duties = json['obligations'] as readonly Duty[];
    expect(duties.length).toBeGreaterThan(20);
    for (const duty of duties) {
      const reasons = duty.status === 'unknown' ? duty.missing : duty.because;
      expect([duty.obligation, reasons.length]).not.toEqual([duty.obligation, 0]);
      if (duty.status === 'unevidenced') expect(duty.needs.length).toBeGreaterThan(0);
    }
    const open = duties.filter((one) => ['unevidenced', 'unknown'].includes(one.status));
    expect(open.length).toBeGreaterThan(duties.length / 2);
  });

  it('are counted for their companies as their rows say, those of authorities aside', async () => {
    for (const company of ['bytedance', 'kuaishou', 'zhipu', 'minimax', 'alibaba']) {
      const query = 'validAt=2026-02-28';
      const { json } = await server.fresh(`/v1/companies/${company}?${query}`);
      const duties = await dutiesOf(`company=${company}&${query}`);
      for (const [name, count] of Object.entries(json['counts'] as Record<string, number>)) {
        const own = duties.filter((one) => one.status === name && !one.expectation);
        expect([company, name, count]).toEqual([company, name, own.length]);
      }
    }
  });
});

describe('Seedance’s voice from a face', () => {
  const DUTIES = ['cn-ds-14-2', 'cn-ds-15'];

  it.each(DUTIES)('raises %s while it runs, and not while it is suspended', async (obligation) => {
    const on = (times: string) => status('seedance-2.0', obligation, times);
    expect(await on('validAt=2026-02-06')).toBe('not-applicable');
    expect(await on('validAt=2026-02-07T12:00:00%2B08:00')).toBe('pending');
    expect(await on('validAt=2026-02-08')).toBe('unevidenced');
    expect(await on('validAt=2026-02-09')).toBe('not-applicable');
    expect(await on('validAt=2026-06-30')).toBe('not-applicable');
  });

  it('ran a day longer as it was known before the date was corrected', async () => {
    const { json } = await server.fresh('/v1/events?type=event.corrected&limit=1000');
    const correction = json.items.find(({ id }) => id.includes('voice-from-face'));
    const position = correction?.position ?? 0;
    const known = (at: number) =>
      status('seedance-2.0', 'cn-ds-14-2', `validAt=2026-02-09&knownAt=position:${at}`);
    expect(await known(position - 1)).toBe('unevidenced');
    expect(await known(position)).toBe('not-applicable');
  });

  it('shows over time that the prompt for consent was not met throughout', async () => {
    const { json } = await server.fresh(
      '/v1/status-history?subject=systems/seedance-2.0&obligation=cn-ds-14-2' +
        '&from=2026-02-06&to=2026-02-10',
    );
    expect(json.items.map((one) => [one['status'], one['metThroughout']])).toEqual([
      ['not-applicable', false],
      ['pending', false],
      ['unevidenced', false],
      ['not-applicable', false],
    ]);
  });
});

describe('Kling’s filing of September 2025', () => {
  it('meets the duty to file', async () => {
    for (const obligation of ['cn-algo-24-1', 'cn-ds-19']) {
      const [duty] = await dutiesOf(`system=kling-3.0&obligation=${obligation}&validAt=2026-02-28`);
      expect(duty).toMatchObject({ status: 'met', force: 'binding' });
      expect(duty?.because).toEqual([
        expect.objectContaining({
          type: 'algorithm.registered',
          time: expect.stringMatching(/^2025-09/),
        }),
      ]);
    }
  });
});

describe('The findings of 28 April 2026', () => {
  const systems = 'system=jimeng-ai&system=maoxiang&obligation=cn-label-4&obligation=cn-label-5';

  it('breach the labelling duties until their cases are closed', async () => {
    expect(await dutiesOf(`${systems}&validAt=2026-04-27&status=breached`)).toEqual([]);
    const duties = await dutiesOf(`${systems}&validAt=2026-05-31&status=breached`);
    expect(duties).toHaveLength(4);
    for (const duty of duties) {
      expect(duty.since).toBe('2026-04-27T16:00:00.000Z');
      expect(typesOf(duty)).toEqual(['enforcement.opened']);
      expect(duty.needs.map(({ type }) => type)).toEqual(['enforcement.closed']);
    }
  });

  it('are found in the list of companies and in the matrix', async () => {
    const { json } = await server.fresh(
      '/v1/companies?status=breached&sort=-breached&validAt=2026-05-31',
    );
    expect(json.items.map(({ id }) => id)).toContain('bytedance');
    const matrix = await server.fresh(
      '/v1/matrix?company=bytedance&obligation=cn-label-4&validAt=2026-05-31',
    );
    expect(matrix.json.items).toMatchObject([
      { company: 'bytedance', status: 'breached', cells: [{ obligation: 'cn-label-4' }] },
    ]);
  });

  it('end with the case', async () => {
    const closed = {
      specversion: '1.0',
      id: 'closed',
      source: 'urn:example:spec',
      type: 'enforcement.closed',
      subject: 'systems/jimeng-ai',
      time: '2026-05-20T00:00:00+08:00',
      data: { case: 'cac-labels-2026-04-28-jimeng-ai', outcome: 'rectified' },
    };
    const { json } = await server.record(closed);
    const at = (day: string, knownAt: number) =>
      status('jimeng-ai', 'cn-label-4', `validAt=${day}&knownAt=position:${knownAt}`);
    expect(await at('2026-05-19', json.position)).toBe('breached');
    expect(await at('2026-05-20', json.position)).not.toBe('breached');
    expect(await at('2026-05-20', json.position - 1)).toBe('breached');
  });
});

describe('What nobody recorded', () => {
  it('is asked for, fact by fact, those that settle most first', async () => {
    const { json } = await server.fresh('/v1/missing-facts?company=bytedance&limit=1000');
    const settles = json.items.map((one) => Number(one['settles']));
    expect(settles).toEqual([...settles].sort((one, other) => other - one));
    expect(json.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ subject: 'systems/seedance-2.0', fact: 'public-opinion' }),
        expect.objectContaining({
          subject: 'companies/bytedance',
          declaredBy: 'company.described',
        }),
      ]),
    );
  });

  it('is settled by telling it', async () => {
    const waiting = async () => {
      const duties = await dutiesOf('system=seedance-2.0&status=unknown&validAt=2026-05-31');
      return duties.filter(({ missing }) => missing.includes('public-opinion')).length;
    };
    expect(await waiting()).toBeGreaterThan(0);
    await server.record({
      specversion: '1.0',
      id: 'told',
      source: 'urn:example:spec',
      type: 'system.described',
      subject: 'systems/seedance-2.0',
      time: '2026-02-07T00:00:00+08:00',
      data: { facts: { 'public-opinion': true }, reason: 'Anybody can publish with it.' },
    });
    expect(await waiting()).toBe(0);
  });
});

describe('The dates of Annex III of the EU AI Act', () => {
  it('are those that were law and that were known', async () => {
    const { json } = await server.fresh('/v1/obligations/eu-aia-hr-prov?validAt=2026-08-01');
    const amendment = (json['because'] as readonly { position: number; type: string }[])
      .filter(({ type }) => type === 'obligation.amended')
      .map(({ position }) => position)[0];
    const read = async (validAt: string, knownAt?: number) => {
      const known = knownAt === undefined ? '' : `&knownAt=position:${knownAt}`;
      const path = `/v1/obligations/eu-aia-hr-prov?validAt=${validAt}${known}`;
      const answer = (await server.fresh(path)).json;
      return [answer['version'], answer['inForceFrom']];
    };
    const before = (amendment ?? 0) - 1;
    expect(await read('2026-07-01')).toEqual([1, '2026-08-02']);
    expect(await read('2026-08-01')).toEqual([2, '2027-12-02']);
    expect(await read('2026-07-01', before)).toEqual([1, '2026-08-02']);
    expect(await read('2026-08-01', before)).toEqual([1, '2026-08-02']);
  });
});
