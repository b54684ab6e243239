import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import { fold, knownSet } from '#libs/governance';
import { seedShipped } from '#libs/importers';
import type { ImportReport } from '#libs/importers';
import { Ledger } from '#libs/ledger';
import type { RecordedEvent } from '#libs/ledger';
import { Recorder } from '#libs/recording';
import { testPersonalValues } from '../setup/personal-values.js';
import { createTestDatabase } from '../setup/database.js';

describe('the facts that ship with Edict', () => {
  let ledger: Ledger;
  let seed: () => Promise<readonly ImportReport[]>;
  let close: () => Promise<void>;
  let reports: readonly ImportReport[];

  beforeAll(async () => {
    const database = await createTestDatabase();
    const pool = createPool({
      url: database.url,
      role: 'edict_app',
      applicationName: 'edict test',
    });
    ledger = new Ledger(pool);
    const recorder = new Recorder({ ledger, personal: testPersonalValues(pool) });
    seed = () => seedShipped({ pool, ledger, recorder });
    close = async () => {
      await ledger.close();
      await pool.end();
      await database.drop();
    };
    reports = await seed();
  }, 120_000);
  afterAll(() => close());

  const stream = async (subject: string): Promise<readonly RecordedEvent[]> =>
    (await ledger.histories([subject])).get(subject) ?? [];

  it('are all taken but the one filing number of 22 digits', () => {
    const reported = reports.flatMap((report) => report.reported);
    expect(reported.map(({ row, code }) => [row, code])).toEqual([[9, 'malformed-number']]);
    for (const { rows, taken, reported } of reports) expect(taken + reported.length).toBe(rows);
  });

  it('are imported once: the next start adds nothing', async () => {
    const before = await ledger.head();
    expect(await seed()).toEqual([]);
    expect(await ledger.head()).toEqual(before);
  });

  it('hold every algorithm of the register, 47 of them cancelled', async () => {
    const algorithms: string[] = [];
    for await (const { subject } of ledger.stream({ types: ['algorithm.registered'] })) {
      algorithms.push(subject);
    }
    expect(new Set(algorithms).size).toBe(7_299);
    expect(algorithms.length).toBe(7_299);
    let cancelled = 0;
    for await (const event of ledger.stream({ types: ['algorithm.cancelled'] })) {
      if (event.subject.startsWith('algorithms/')) cancelled += 1;
    }
    expect(cancelled).toBe(47);
  });

  it('know when Seedance suspended its feature, first wrongly and then rightly', async () => {
    const history = await stream('systems/seedance-2.0');
    const correction = history.find(({ id }) => id.endsWith('suspended-corrected'));
    const suspendedAt = (position: number) =>
      fold('systems', knownSet(history, position)).featureSuspensions[0]?.from.time;
    expect(suspendedAt((correction?.position ?? 0) - 1)).toBe('2026-02-10T00:00:00+08:00');
    expect(suspendedAt(correction?.position ?? 0)).toBe('2026-02-09T00:00:00+08:00');
  });

  it('know what is working in China from 2022 to 2026', async () => {
    const [state] = (await stream('calendars/cn')).slice(-1);
    expect(state?.data).toMatchObject({ year: 2026 });
    const { years } = fold('calendars', knownSet(await stream('calendars/cn')));
    expect(years.map(({ year }) => year)).toEqual([2022, 2023, 2024, 2025, 2026]);
  });

  it('keep Zhipu one company through its renaming, in the group that the US has listed', async () => {
    const company = fold('companies', knownSet(await stream('companies/beijing-zhipu-huazhang')));
    expect(company.name?.name.zh).toBe('北京智谱华章科技股份有限公司');
    expect(company.formerNames.map(({ name }) => name.zh)).toEqual(['北京智谱华章科技有限公司']);
    expect(company.parent?.company).toBe('zhipu');
    const group = fold('companies', knownSet(await stream('companies/zhipu')));
    expect(group.dossier.restrictions).toMatchObject([{ list: 'us-entity-list' }]);
  });

  it('keep the orders of 28 April 2026 open', async () => {
    for (const id of ['beijing-douyin-xinxi-fuwu--jianying', 'maoxiang', 'jimeng-ai']) {
      const system = fold('systems', knownSet(await stream(`systems/${id}`)));
      expect(system.dossier.cases).toMatchObject([
        { measures: ['interview', 'rectification-order', 'warning'] },
      ]);
    }
  });
});
