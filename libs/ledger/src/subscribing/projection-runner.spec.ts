import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { Ledger } from '../ledger.js';
import { ledgerDatabase } from '../testing/database.js';
import type { LedgerDatabase } from '../testing/database.js';
import { proposal, receiptsOf } from '../testing/proposals.js';
import { projectionState } from './checkpoint.js';
import { ProjectionRunner } from './projection-runner.js';
import type { Projection, ProjectionHealth } from './projection.js';
import { unpark } from './unpark.js';

const BATCH = 7;

describe('a projection runner', () => {
  let database: LedgerDatabase;
  let owner: pg.Pool;
  let pool: pg.Pool;
  let ledger: Ledger;
  let running: ProjectionRunner[] = [];
  let tests = 0;
  let name = '';

  beforeAll(async () => {
    database = await ledgerDatabase();
    owner = database.pool();
    pool = database.pool('edict_worker');
    ledger = new Ledger(database.pool('edict_app'));
    await owner.query(`
      create table public.seen (projection text, place bigserial, position bigint, subject text);
      grant usage on schema public to edict_worker;
      grant all on public.seen to edict_worker;
      grant all on sequence public.seen_place_seq to edict_worker`);
  });

  beforeEach(() => {
    tests += 1;
    name = `seen-${tests}`;
  });

  afterEach(async () => {
    await Promise.all(running.map((runner) => runner.stop()));
    running = [];
  });

  afterAll(async () => {
    await ledger.close();
    await database.close();
  });

  /** A view of all events; `poison` are subjects whose events of this type it cannot take. */
  function seen(poison: Set<string> = new Set(), version = 1): Projection {
    return {
      name,
      version,
      async apply(transaction, events) {
        for (const { position, subject, type } of events) {
          await transaction.query(
            'insert into seen (projection, position, subject) values ($1, $2, $3)',
            [name, position, subject],
          );
          if (type === 'test.poison' && poison.has(subject)) throw new Error(`poison ${position}`);
        }
      },
      async reset(transaction) {
        await transaction.query('delete from seen where projection = $1', [name]);
      },
    };
  }

  function start(
    projection: Projection,
    onHealth?: (health: ProjectionHealth) => void,
    transactionMs?: number,
  ): void {
    const runner = new ProjectionRunner({
      pool,
      projection,
      batchSizeMax: BATCH,
      retryPausesMs: [5, 5],
      ...(onHealth && { onHealth }),
      ...(transactionMs !== undefined && { transactionMs }),
    });
    running.push(runner);
    runner.start();
  }

  async function record(count: number, given: Partial<RecordedEvent> = {}): Promise<number> {
    const proposals = Array.from({ length: count }, () => proposal(given));
    return receiptsOf(await ledger.append({ proposals })).at(-1)?.position ?? 0;
  }

  async function reached(position: number): Promise<void> {
    for (let waited = 0; waited < 10_000; waited += 20) {
      if ((await projectionState(owner, name)).position >= position) return;
      await pause(20);
    }
    throw new Error(`projection did not reach ${position}`);
  }

  async function view(subject?: string): Promise<readonly number[]> {
    const { rows } = await owner.query<{ position: number }>(
      `select position from seen where projection = $1 and ($2::text is null or subject = $2)
       order by place`,
      [name, subject ?? null],
    );
    return rows.map(({ position }) => position);
  }

  const upTo = (position: number): readonly number[] =>
    Array.from({ length: position }, (_, index) => index + 1);

  it('takes every event once, in order, and soon after it is recorded', async () => {
    const health: ProjectionHealth[] = [];
    await record(20);
    start(seen(), (change) => health.push(change));
    await reached(await record(1));
    const delaysMs: number[] = [];
    let last = 0;
    for (let round = 0; round < 5; round += 1) {
      last = await record(3);
      const recordedAt = Date.now();
      await reached(last);
      delaysMs.push(Date.now() - recordedAt);
    }
    // Polling alone would take half a second on average.
    expect(Math.min(...delaysMs)).toBeLessThan(200);
    expect(await view()).toEqual(upTo(last));
    expect(health).toEqual([{ status: 'ok', detail: 'running' }]);
  });

  it.each([
    { transactionMs: 600_000, transactions: () => 1 },
    { transactionMs: 0, transactions: (pages: number) => pages },
  ])('takes what waits in transactions of $transactionMs ms', async (given) => {
    const last = await record(30);
    const projection = seen();
    const used = new Set<string>();
    const apply: Projection['apply'] = async (transaction, events) => {
      const { rows } = await transaction.query<{ id: string }>('select pg_current_xact_id() as id');
      for (const { id } of rows) used.add(id);
      await projection.apply(transaction, events);
    };
    start({ ...projection, apply }, undefined, given.transactionMs);
    await reached(last);
    expect(await view()).toEqual(upTo(last));
    expect(used.size).toBe(given.transactions(Math.ceil(last / BATCH)));
  });

  it('is one at a time; another takes over when it stops', async () => {
    const health: string[] = [];
    start(seen());
    await reached(await record(1));
    start(seen(), ({ detail }) => health.push(detail));
    await reached(await record(30));
    expect(health).toEqual(['another runner has the projection; standing by']);
    await running[0]?.stop();
    const last = await record(5);
    await reached(last);
    expect(await view()).toEqual(upTo(last));
    expect(health.at(-1)).toBe('running');
  });

  it('goes on where it was after its connection was cut', async () => {
    start(seen());
    for (let round = 0; round < 3; round += 1) {
      await reached(await record(10));
      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and usename = current_user`,
      );
    }
    const last = await record(1);
    await reached(last);
    expect(await view()).toEqual(upTo(last));
  });

  it('tries a batch again that fails at first, and parks nothing', async () => {
    let failures = 2;
    const projection = seen();
    const health: string[] = [];
    start(
      {
        ...projection,
        async apply(transaction, events) {
          await projection.apply(transaction, events);
          failures -= 1;
          if (failures >= 0) throw new Error('not yet');
        },
      },
      ({ status }) => health.push(status),
    );
    const last = await record(10);
    await reached(last);
    expect(await view()).toEqual(upTo(last));
    expect((await projectionState(pool, name)).parked).toEqual([]);
    expect(health).toEqual(['ok', 'degraded', 'ok']);
  });

  it('parks the subject of an event that fails, says so, and carries on with the others', async () => {
    const health: ProjectionHealth[] = [];
    const poison = new Set(['systems/bad']);
    start(seen(poison), (change) => health.push(change));
    const before = await record(3, { subject: 'systems/bad' });
    const failing = await record(1, { subject: 'systems/bad', type: 'test.poison' });
    await record(3, { subject: 'systems/bad' });
    const last = await record(20);
    await reached(last);
    expect(await view('systems/bad')).toEqual([before - 2, before - 1, before]);
    expect(await view()).toHaveLength(last - 4);
    const { position, parked } = await projectionState(pool, name);
    expect(position).toBe(last);
    expect(parked).toEqual([
      {
        subject: 'systems/bad',
        position: failing,
        error: `Error: poison ${failing}`,
        since: expect.any(Date),
      },
    ]);
    expect(health.at(-1)).toEqual({
      status: 'degraded',
      detail: `systems/bad is parked at position ${failing} (Error: poison ${failing})`,
    });
  });

  it('replays a parked subject in order when it is un-parked, and is well again', async () => {
    const subject = 'systems/mended';
    const poison = new Set([subject]);
    const health: string[] = [];
    const projection = seen(poison);
    start(projection, ({ status }) => health.push(status));
    const first = await record(1, { subject });
    await record(1, { subject, type: 'test.poison' });
    await record(15);
    await reached(await record(2, { subject }));
    await expect(unpark(pool, projection, subject)).rejects.toThrow('poison');
    expect((await projectionState(pool, name)).parked).toHaveLength(1);
    poison.clear();
    expect(await unpark(pool, projection, subject)).toBe(3);
    expect(await unpark(pool, projection, subject)).toBe(0);
    const last = await record(1, { subject });
    await reached(last);
    expect(await view(subject)).toEqual([first, first + 1, last - 2, last - 1, last]);
    expect((await projectionState(pool, name)).parked).toEqual([]);
    expect(new Set(await view()).size).toBe((await view()).length);
    await record(1);
    for (let waited = 0; waited < 3_000 && health.at(-1) !== 'ok'; waited += 20) await pause(20);
    expect(health.at(-1)).toBe('ok');
  });

  it('builds a newer version from the first event on, and does not undo it', async () => {
    start(seen());
    await reached(await record(1));
    await running[0]?.stop();
    start(seen(new Set(), 2));
    const last = await record(1);
    await reached(last);
    expect((await projectionState(pool, name)).version).toBe(2);
    expect(await view()).toEqual(upTo(last));
    await running[1]?.stop();
    const health: ProjectionHealth[] = [];
    start(seen(), (change) => health.push(change));
    for (let waited = 0; waited < 5_000 && health.at(-1)?.status !== 'down'; waited += 20) {
      await pause(20);
    }
    expect(health.at(-1)).toMatchObject({ status: 'down' });
    expect((await projectionState(pool, name)).version).toBe(2);
  });

  it('does not let a runner commit whose checkpoint was moved by another', async () => {
    const projection = seen();
    const last = await record(1);
    start({
      ...projection,
      async apply(transaction, events) {
        await projection.apply(transaction, events);
        await transaction.query('update ledger.projection set position = $1 where name = $2', [
          last,
          name,
        ]);
      },
    });
    await reached(0);
    await pause(300);
    expect(await view()).toEqual([]);
  });

  it('has state before it first ran', async () => {
    expect(await projectionState(pool, 'never')).toEqual({ position: 0, parked: [] });
  });
});
