import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { createPool } from '#libs/database';
import { RequestLimits } from '../index.js';

let pool: pg.Pool;
beforeAll(async () => {
  const { url } = await createTestDatabase();
  pool = createPool({ url, role: 'edict_app', applicationName: 'limits spec' });
});
/** A minute that has just begun, so that no test runs into the next one. */
beforeEach(async () => {
  await pool.query('delete from access.request_count');
  const { rows } = await pool.query<{ second: number }>(
    'select extract(second from clock_timestamp())::float8 as second',
  );
  const left = 60 - Number(rows[0]?.second);
  if (left < 10) await new Promise((resolve) => setTimeout(resolve, left * 1000));
}, 30_000);
afterAll(() => pool.end());

async function granted(limits: readonly RequestLimits[], subject: string, perMinute: number) {
  const asked = limits.flatMap((one) =>
    Array.from({ length: perMinute }, () => one.overBy(subject, perMinute)),
  );
  const answers = await Promise.all(asked);
  return answers.filter((seconds) => seconds === undefined).length;
}

describe('Requests of a minute', () => {
  it('are granted up to the limit and not one beyond, also one after another', async () => {
    for (const perMinute of [1, 5, 30]) {
      const limits = new RequestLimits(pool);
      let count = 0;
      while ((await limits.overBy(`key:${perMinute}`, perMinute)) === undefined) count += 1;
      expect(count).toBe(perMinute);
    }
  });

  it('are never more than the limit over all processes together', async () => {
    const processes = [new RequestLimits(pool), new RequestLimits(pool), new RequestLimits(pool)];
    expect(await granted(processes, 'key:shared', 30)).toBe(30);
  });

  it('are all granted where they come at once', async () => {
    const limits = new RequestLimits(pool);
    const all = Array.from({ length: 50 }, () => limits.overBy('key:burst', 30));
    const answers = await Promise.all(all);
    expect(answers.filter((seconds) => seconds === undefined)).toHaveLength(30);
  });

  it('of one key are not counted for another, and who is over is told when to come again', async () => {
    const limits = new RequestLimits(pool);
    await limits.overBy('key:one', 1);
    const seconds = await limits.overBy('key:one', 1);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await limits.overBy('key:other', 1)).toBeUndefined();
  });

  it('that nobody sent for an hour are forgotten, also by a process that has just begun', async () => {
    await new RequestLimits(pool).overBy('address:192.0.2.1', 1);
    await pool.query(`update access.request_count set minute = minute - interval '2 hours'`);
    await new RequestLimits(pool).overBy('address:192.0.2.2', 1);
    const { rows } = await pool.query('select subject from access.request_count');
    expect(rows).toEqual([{ subject: 'address:192.0.2.2' }]);
  });

  it('begin anew with the next minute', async () => {
    const limits = new RequestLimits(pool);
    await limits.overBy('key:one', 1);
    expect(await limits.overBy('key:one', 1)).toBeDefined();
    await pool.query(`update access.request_count set minute = minute - interval '1 minute'`);
    expect(await limits.overBy('key:one', 1)).toBeUndefined();
  });
});
