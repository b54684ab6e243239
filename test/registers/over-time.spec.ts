import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegistersFixture } from './registers-fixture.js';
import type { Told } from './registers-fixture.js';

const INSTRUMENT: Told = {
  type: 'instrument.published',
  subject: 'instruments/us-rule',
  time: '2025-03-07T10:00:00-05:00',
  data: {
    title: { en: 'A rule', zh: '规则' },
    jurisdiction: 'US',
    timeZone: 'America/New_York',
    issuers: ['BIS'],
    kind: 'rule',
    binding: true,
    effectiveFrom: '2025-09-29',
    url: 'https://example.org/rule',
  },
};
const SUSPENDED: Told = {
  type: 'instrument.suspended',
  subject: 'instruments/us-rule',
  time: '2025-11-10T00:00:00-05:00',
  data: { until: '2026-11-09' },
};

describe('registers over time', () => {
  let fixture: RegistersFixture;

  beforeAll(async () => {
    fixture = await RegistersFixture.open();
  });

  afterAll(() => fixture.close());

  it('put an instrument in force from the first instant of its day in its own time zone', async () => {
    await fixture.tell([INSTRUMENT, SUSPENDED]);
    const status = async (validAt: string) => {
      const asOf = await fixture.registers.asOf(validAt);
      return (await fixture.registers.find('instruments', 'us-rule', asOf))?.status;
    };
    expect(await status('2025-03-07T14:59:59.999Z')).toBeUndefined();
    expect(await status('2025-09-29T03:59:59.999Z')).toBe('published');
    expect(await status('2025-09-29T04:00:00Z')).toBe('in-force');
    expect(await status('2025-11-10T04:59:59.999Z')).toBe('in-force');
    expect(await status('2025-11-10T05:00:00Z')).toBe('suspended');
    expect(await status('2026-11-10T04:59:59.999Z')).toBe('suspended');
    expect(await status('2026-11-10T05:00:00Z')).toBe('in-force');
  });

  it('keep every step of a filing with its date, and tell its three ends apart', async () => {
    const steps = (id: string, end: Pick<Told, 'type' | 'data'>): readonly Told[] => {
      const subject = `algorithms/${id}`;
      const data = { company: 'zhipu', name: '生成算法', number: '110108969588201240011' };
      return [
        { type: 'algorithm.registered', subject, time: '2024-04-01T00:00:00+08:00', data },
        { ...end, subject, time: '2026-03-01T00:00:00+08:00' },
        {
          type: 'algorithm.submitted',
          subject,
          time: '2024-02-01T00:00:00+08:00',
          data: { company: 'zhipu', name: '生成算法' },
        },
      ];
    };
    await fixture.tell([
      ...steps('a', { type: 'algorithm.cancelled', data: { by: 'provider' } }),
      ...steps('b', { type: 'algorithm.cancelled', data: { by: 'authority' } }),
      ...steps('c', { type: 'algorithm.revoked', data: { reason: 'False papers.' } }),
    ]);
    const filing = async (id: string, validAt: string) =>
      fixture.registers.find('algorithm-registrations', id, await fixture.registers.asOf(validAt));
    expect((await filing('a', '2024-03-01'))?.status).toBe('submitted');
    expect(await filing('a', '2024-01-01')).toBeUndefined();
    expect(await filing('a', '2024-05-01')).toMatchObject({
      status: 'registered',
      number: '110108969588201240011',
      submittedAt: '2024-02-01T00:00:00+08:00',
      registeredAt: '2024-04-01T00:00:00+08:00',
    });
    expect((await filing('a', '2026-03-01'))?.status).toBe('cancelled');
    expect((await filing('b', '2026-03-01'))?.status).toBe('deregistered');
    expect(await filing('c', '2026-03-01')).toMatchObject({
      status: 'revoked',
      endedAt: '2026-03-01T00:00:00+08:00',
      lifecycle: [
        { type: 'algorithm.submitted' },
        { type: 'algorithm.registered' },
        { type: 'algorithm.revoked', reason: 'False papers.' },
      ],
    });
  });

  it('say how the checks of a source went', async () => {
    const check = (day: number, outcome: string): Told => ({
      type: 'source.checked',
      subject: 'sources/cac-filing-lists',
      time: `2026-04-0${day}T09:00:00+08:00`,
      data: { outcome },
    });
    await fixture.tell([
      check(4, 'failed'),
      check(1, 'changed'),
      check(3, 'failed'),
      check(2, 'unchanged'),
    ]);
    const asOf = await fixture.registers.asOf('2026-04-05');
    const source = await fixture.registers.find('sources', 'cac-filing-lists', asOf);
    expect(source).toMatchObject({
      lastCheckedAt: '2026-04-04T09:00:00+08:00',
      lastOutcome: 'failed',
      lastChangedAt: '2026-04-01T09:00:00+08:00',
      checks: 4,
      failuresInARow: 2,
    });
  });

  it('show a company under its new name and find it under the old one', async () => {
    const subject = 'companies/zhipu';
    await fixture.tell([
      {
        type: 'company.renamed',
        subject,
        time: '2025-07-01T00:00:00+08:00',
        data: { name: { zh: '智谱', en: 'Z.ai' } },
      },
      {
        type: 'company.registered',
        subject,
        time: '2019-06-11T00:00:00+08:00',
        data: { name: { zh: '北京智谱华章' }, jurisdiction: 'CN' },
      },
    ]);
    const [before, after] = [
      await fixture.registers.asOf('2025-06-30'),
      await fixture.registers.asOf('2025-07-01'),
    ];
    const request = { filters: { q: '智谱华章' }, limit: 5 };
    const names = async (asOf: typeof before) =>
      (await fixture.registers.page('companies', asOf, request)).rows.map(({ name }) => name.zh);
    expect(await names(before)).toEqual(['北京智谱华章']);
    expect(await names(after)).toEqual(['智谱']);
    expect(await names(await fixture.registers.asOf('2019-06-10'))).toEqual([]);
  });
});
