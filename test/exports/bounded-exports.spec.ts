import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitingReach, createReachPool, setReach } from '#libs/database';
import { DATASETS, exportsOf } from '#libs/exports';
import type { ExportMoment, ExportWriter } from '#libs/exports';
import { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { bytesOf, rowsOf } from './exported.js';
import { ExportsFixture } from './exports-fixture.js';
import { incidentsOf } from './hostile-texts.js';
import { seldom } from './seldom-events.js';

const OWN = 'acme-a';

describe('an export by somebody who may see one company', () => {
  let fixture: ExportsFixture;
  let pool: pg.Pool;
  let ledger: Ledger;
  let writer: ExportWriter;
  let folder: string;
  let asOf: ExportMoment;

  beforeAll(async () => {
    fixture = await ExportsFixture.open();
    const { url } = fixture;
    pool = createReachPool({ url, role: 'edict_app', applicationName: 'bounded' });
    ledger = new Ledger(pool);
    writer = exportsOf(pool, ledger, { timeZone: 'Asia/Shanghai' });
    folder = await mkdtemp(join(tmpdir(), 'edict-bounded-'));
    const events = [...incidentsOf('bolt', ['not yours']), ...seldom('acme-'), ...seldom('bolt-')];
    const position = await fixture.tell(events);
    asOf = { validAt: new Date(Date.now() + 3_600_000).toISOString(), position };
  });

  afterAll(async () => {
    await ledger.close();
    await pool.end();
    await fixture.close();
    await rm(folder, { recursive: true });
  });

  const bounded = <Result>(work: () => Promise<Result>) =>
    awaitingReach(() => {
      setReach([OWN]);
      return work();
    });

  it.each(DATASETS.map(({ name }) => name))('has no row of %s about another one', async (name) => {
    const question = { dataset: name, profile: 'data', mode: 'full', asOf } as const;
    const own = await bounded(() => bytesOf(writer, question));
    const { filters } = DATASETS.find((one) => one.name === name) ?? { filters: {} };
    const narrow = 'company' in filters ? { filters: { company: OWN } } : {};
    const wanted = rowsOf(await bytesOf(fixture.writer, { ...question, ...narrow }));
    const isOfEveryone = ({ subject = '' }) => /^(sources|instruments)\//.test(subject);
    const rows = rowsOf(own);
    expect(name === 'events' ? rows.filter((row) => !isOfEveryone(row)) : rows).toEqual(wanted);
    if (name !== 'obligations') expect(own.toString()).not.toContain('not yours');
  });

  it('is written whole all the same', async () => {
    const question = { dataset: 'incidents', profile: 'data', mode: 'full', asOf } as const;
    const { rows, manifest } = await bounded(() => writer.write(question, join(folder, 'own')));
    expect(rows).toBe(1);
    expect(manifest.checkpoint).toBeNull();
  });

  it('is refused where nothing says what may be seen', async () => {
    const question = { dataset: 'incidents', profile: 'data', mode: 'full', asOf } as const;
    await expect(bytesOf(writer, question)).rejects.toThrow('Nothing says');
  });
});
