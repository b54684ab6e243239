import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import {
  projectionsOf,
  rebuildViews,
  reachedPosition,
  STATUS_VIEWS,
  upgradeViews,
  verifyViews,
} from '#libs/compliance';
import type { VerifiedViews } from '#libs/compliance';
import { createPool } from '#libs/database';
import { ProjectionRunner } from '#libs/ledger';
import { statusWorlds } from '../statuses/status-world.js';
import { StatusesFixture } from '../statuses/statuses-fixture.js';

const WORLD_EVENTS = 60;

describe('the views', () => {
  let fixture: StatusesFixture;
  let pool: pg.Pool;
  let worker: pg.Pool;
  let runners: readonly ProjectionRunner[];

  beforeAll(async () => {
    fixture = await StatusesFixture.open();
    pool = createPool({ url: fixture.url, applicationName: 'views', max: 8 });
    worker = createPool({ url: fixture.url, applicationName: 'worker', role: 'edict_worker' });
    start();
    for (const run of ['a-', 'b-']) await tell(run);
  });

  afterAll(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    await worker.end();
    await pool.end();
    await fixture.close();
  });

  const start = (): void => {
    runners = projectionsOf(fixture.ledger).map(
      (projection) => new ProjectionRunner({ pool: worker, projection }),
    );
    for (const runner of runners) runner.start();
  };

  const tell = async (run: string): Promise<number> => {
    const [world] = fc.sample(statusWorlds(WORLD_EVENTS), { numRuns: 1, seed: run.charCodeAt(0) });
    return fixture.record(world?.(run) ?? []);
  };

  const caughtUp = async (): Promise<void> => {
    const { position } = await fixture.ledger.head();
    while ((await reachedPosition(pool, STATUS_VIEWS)) < position) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  const verified = async (): Promise<VerifiedViews> => {
    await caughtUp();
    return verifyViews({ pool, ledger: fixture.ledger });
  };

  const contents = async (): Promise<readonly string[]> => {
    const { rows } = await pool.query<{ line: string }>(
      `select (to_jsonb(s) - 'id')::text as line from compliance.compliance_status as s
       union all
       select (to_jsonb(r) - 'id')::text from compliance.register_row as r order by 1`,
    );
    return rows.map(({ line }) => line);
  };

  it('are those of a fold from the first event on', async () => {
    const { isSound, tables } = await verified();
    expect(isSound).toBe(true);
    expect(tables.map(({ table, rows }) => [table, rows > 0])).toEqual([
      ['register_row', true],
      ['event_words', true],
      ['compliance_status', true],
      ['rule_change', true],
    ]);
  });

  it.each([
    [`update compliance.compliance_status set status = 'met' where status <> 'met'`, 'both'],
    ['delete from compliance.register_row where register = $$systems$$', 'missing'],
    [
      `insert into compliance.rule_change (position, stream, obligations)
       values (1, 'instruments/none', '{}')`,
      'unexpected',
    ],
  ])('show by row and table what was done to them: %s', async (edit, kind) => {
    await caughtUp();
    await pool.query(edit);
    const { isSound, tables } = await verified();
    expect(isSound).toBe(false);
    const kinds = new Set(tables.flatMap(({ differences }) => differences.map((one) => one.kind)));
    expect([...kinds].sort()).toEqual(kind === 'both' ? ['missing', 'unexpected'] : [kind]);
    await rebuildViews({ pool, ledger: fixture.ledger });
    expect((await verified()).isSound).toBe(true);
  });

  it('are the same after a rebuild, with everything that guards and grants', async () => {
    await caughtUp();
    const before = await contents();
    const schema = async () =>
      (
        await pool.query<{ line: string }>(
          `select pg_get_indexdef(i.indexrelid) as line from pg_index i
           join pg_class c on c.oid = i.indrelid where c.relnamespace = 'compliance'::regnamespace
           union all
           select conname || pg_get_constraintdef(k.oid) from pg_constraint k
           where connamespace = 'compliance'::regnamespace
           union all
           select relname || coalesce(relacl::text, '') from pg_class
           where relnamespace = 'compliance'::regnamespace and relkind = 'r' order by 1`,
        )
      ).rows.map(({ line }) => line);
    const shape = await schema();
    await rebuildViews({ pool, ledger: fixture.ledger });
    expect(await contents()).toEqual(before);
    expect(await schema()).toEqual(shape);
  });

  it('are built anew where an older version built them', async () => {
    await caughtUp();
    const before = await contents();
    await Promise.all(runners.map((runner) => runner.stop()));
    await pool.query(`update ledger.projection set version = 0 where name = 'statuses'`);
    const options = { pool, ledger: fixture.ledger };
    expect(await upgradeViews(options)).toBe(true);
    expect(await contents()).toEqual(before);
    expect(await upgradeViews(options)).toBe(false);
    start();
  });

  it('are rebuilt while events are recorded and questions answered', async () => {
    let rebuilding = true;
    const empty: number[] = [];
    const reading = (async () => {
      while (rebuilding) {
        const { rows } = await pool.query<{ count: number }>(
          `select count(*) from compliance.compliance_status where subject like 'systems/a-%'`,
        );
        if (rows[0]?.count === 0) empty.push(1);
      }
    })();
    const rebuilt = rebuildViews({ pool, ledger: fixture.ledger });
    for (const run of ['c-', 'd-', 'e-']) await tell(run);
    await rebuilt;
    rebuilding = false;
    await reading;
    await tell('f-');
    expect(empty).toEqual([]);
    expect((await verified()).isSound).toBe(true);
  });

  it('are rebuilt by one at a time', async () => {
    const both = await Promise.allSettled([
      rebuildViews({ pool, ledger: fixture.ledger }),
      rebuildViews({ pool, ledger: fixture.ledger }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ name: 'RebuildRuns' }),
    });
  });
});
