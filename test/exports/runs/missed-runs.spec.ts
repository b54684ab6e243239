import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPool } from '#libs/database';
import { exportsOf } from '#libs/exports';
import { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { Body } from '../../api/setup/body.js';
import { Exporting } from './exporting.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ZONE = 'Asia/Shanghai';

/** Nobody worked for three days: the export was defined before, and events were recorded meanwhile. */
describe('runs that were missed', () => {
  let exporting: Exporting;
  let owner: pg.Pool;
  /** The bytes that a run in time would have had, by its nominal time. */
  const inTime = new Map<string, Buffer>();
  let all: Body;
  let latest: Body;
  let skip: Body;
  let times: readonly string[];

  beforeAll(async () => {
    exporting = await Exporting.start();
    owner = createPool({ url: exporting.server.databaseUrl, applicationName: 'owner' });
    const last = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 6 * HOUR_MS;
    const hour = new Date(last).getUTCHours();
    times = [last - 2 * DAY_MS, last - DAY_MS, last].map((time) => new Date(time).toISOString());
    const definition = (missedRuns: string) => ({
      name: missedRuns,
      dataset: 'companies',
      schedule: { cron: `0 ${hour} * * *`, timeZone: 'UTC' },
      deliveries: [{ kind: 'folder', path: missedRuns }],
      missedRuns,
    });
    all = await exporting.define(definition('all'));
    latest = await exporting.define(definition('latest'));
    skip = await exporting.define(definition('skip'));
    await owner.query('update exports.definition set scheduled_from = $1, planned_until = $1', [
      new Date(last - 3 * DAY_MS + 1),
    ]);
    for (const [index, time] of times.entries()) {
      await exporting.company(`day-${index}`, new Date(Date.parse(time) - 2_000).toISOString());
      await exporting.server.fresh('/v1/companies');
      inTime.set(time, await bytesNow(time));
      await exporting.company(`after-${index}`, new Date(Date.parse(time) - 1_000).toISOString());
    }
    await recordedThen();
    exporting.work();
  }, 120_000);

  afterAll(async () => {
    await owner.end();
    await exporting.close();
  });

  /** What a run at this time gives while nothing later is recorded. */
  async function bytesNow(time: string): Promise<Buffer> {
    const pool = createPool({
      url: exporting.server.databaseUrl,
      role: 'edict_worker',
      applicationName: 'x',
    });
    const ledger = new Ledger(pool);
    const { position } = await ledger.head();
    const writer = exportsOf(pool, ledger, { timeZone: ZONE });
    const asOf = { validAt: time, position };
    const question = { dataset: 'companies', profile: 'data', mode: 'full', asOf } as const;
    const bytes = await buffer(Readable.from(writer.csv(question)));
    await ledger.close();
    await pool.end();
    return bytes;
  }

  /**
   * As though the events had been recorded on their days, the second of each just after its nominal
   * time. The clock of the ledger is that of the machine, so its column is moved; the views are by
   * position and stay as they are.
   */
  async function recordedThen(): Promise<void> {
    await owner.query('alter table ledger.event disable trigger user');
    for (const [index, time] of times.entries()) {
      const values = (id: string, ms: number) => [id, new Date(Date.parse(time) + ms)];
      const move = 'update ledger.event set recorded_time = $2 where subject = $1';
      await owner.query(move, values(`companies/day-${index}`, -1));
      await owner.query(move, values(`companies/after-${index}`, 1));
    }
    await owner.query('alter table ledger.event enable trigger user');
  }

  async function runsOf({ id }: Body): Promise<readonly Body[]> {
    const { json } = await exporting.server.ask(`/v1/exports/${id}/runs`);
    return Promise.all(json.items.map((run) => exporting.awaitRun(run.id)));
  }

  async function appeared(definition: Body, count: number): Promise<readonly Body[]> {
    for (;;) {
      const { json } = await exporting.server.ask(`/v1/exports/${definition.id}/runs`);
      if (json.items.length >= count) return runsOf(definition);
    }
  }

  it('appear once somebody works, each as of its own time, byte for byte as in time', async () => {
    const runs = await appeared(all, 3);
    expect(runs.map((run) => [run['nominalTime'], run['state']])).toEqual(
      [...times].reverse().map((time) => [time, 'done']),
    );
    for (const run of runs) {
      const time = String(run['nominalTime']);
      const folder = time.replaceAll(':', '').replace('.000Z', 'Z');
      const delivered = await readFile(join(exporting.root, 'all', folder, 'companies.csv'));
      expect(delivered.equals(inTime.get(time) ?? Buffer.alloc(0))).toBe(true);
      const { text } = await exporting.server.ask(`/v1/export-runs/${run.id}/reproduce`);
      expect(Buffer.from(text).equals(delivered)).toBe(true);
    }
    expect(new Set([...inTime.values()].map(String)).size).toBe(3);
  });

  it('are made up for by the latest alone where that is asked', async () => {
    const runs = await appeared(latest, 1);
    expect(runs.map((run) => run['nominalTime'])).toEqual([times.at(-1)]);
  });

  it('stay missed where they are to be skipped', async () => {
    await appeared(all, 3);
    expect(await runsOf(skip)).toEqual([]);
    const { json } = await exporting.server.ask(`/v1/exports/${skip.id}`);
    expect(json['nextRuns']).toHaveLength(5);
  });
});
