import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createTestDatabase } from '../../../../test/setup/database.js';
import {
  awaitingReach,
  beginGeneration,
  createPool,
  createReachPool,
  guardGeneration,
  inTransaction,
  keepingReach,
  reachingEverything,
  setReach,
  streamRows,
  swapGeneration,
} from '../index.js';
import type { Reach } from '../index.js';

let owner: pg.Pool;
let pool: pg.Pool;

beforeAll(async () => {
  const { url } = await createTestDatabase();
  owner = createPool({ url, applicationName: 'reach spec owner' });
  pool = createReachPool({ url, role: 'edict_app', applicationName: 'reach spec', max: 2 });
  await owner.query(
    `insert into compliance.duty_bearer (subject, company, projected_to)
     select 'companies/' || one, one, 1 from unnest(array['a', 'b', 'c']) as one`,
  );
});

afterAll(async () => {
  await pool.end();
  await owner.end();
});

const COMPANIES = 'select company from compliance.duty_bearer order by company';

function within<Result>(reach: Reach, work: () => Promise<Result>): Promise<Result> {
  return awaitingReach(() => {
    setReach(reach);
    return work();
  });
}

const seen = async (from: pg.Pool | pg.ClientBase = pool) =>
  (await from.query<{ company: string }>(COMPANIES)).rows.map(({ company }) => company).join('');

describe('What a request sees', () => {
  it('is what it reaches', async () => {
    expect(await within('everything', () => seen())).toBe('abc');
    expect(await within(['b'], () => seen())).toBe('b');
    expect(await within(['c', 'a'], () => seen())).toBe('ac');
    expect(await within(['nobody'], () => seen())).toBe('');
    expect(await within([], () => seen())).toBe('');
    expect(await within('everything', () => seen())).toBe('abc');
  });

  it('is nothing, with an error, as long as nobody says what it reaches', async () => {
    expect(() => pool.query(COMPANIES)).toThrow('Nothing says');
    await awaitingReach(async () => {
      expect(() => pool.query(COMPANIES)).toThrow('Nothing says');
      await expect(inTransaction(pool, seen)).rejects.toThrow('Nothing says');
      expect(await reachingEverything(() => seen())).toBe('abc');
      expect(() => pool.query(COMPANIES)).toThrow('Nothing says');
    });
  });

  it('holds in transactions and streams too', async () => {
    expect(await within(['b'], () => inTransaction(pool, seen))).toBe('b');
    const rows = await within(['b', 'c'], async () => {
      const found: object[] = [];
      const all = streamRows<{ company: string }>(pool, { text: COMPANIES, values: [] });
      for await (const row of all) found.push(row);
      return found;
    });
    expect(rows).toEqual([{ company: 'b' }, { company: 'c' }]);
  });

  it('holds for what is fetched later, from elsewhere', async () => {
    async function* pages() {
      for (let page = 0; page < 3; page += 1) yield await seen();
    }
    const rows = await within(['a'], () => Promise.resolve(keepingReach(pages())));
    const found: string[] = [];
    await within('everything', async () => {
      for await (const row of rows) found.push(row);
    });
    expect(found).toEqual(['a', 'a', 'a']);
  });

  it('is never what another request reaches, over two connections and many failures', async () => {
    const reaches: readonly Reach[] = ['everything', ['a'], ['b'], ['a', 'b'], ['c'], []];
    const expected = ['abc', 'a', 'b', 'ab', 'c', ''];
    const results = await Promise.all(
      Array.from({ length: 600 }, (_, index) => {
        const kind = index % reaches.length;
        return within(reaches[kind] ?? [], async () => {
          if (index % 7 === 0) await pool.query('select 1 / 0').catch(() => undefined);
          if (index % 11 === 0) await sleep(1);
          if (index % 13 === 0) await inTransaction(pool, broken).catch(() => undefined);
          return [await seen(), expected[kind]] as const;
        });
      }),
    );
    expect(results.filter(([found, right]) => found !== right)).toEqual([]);
  });
});

async function broken(client: pg.PoolClient): Promise<void> {
  await client.query('select pg_terminate_backend(pg_backend_pid())');
}

describe('The role of bounded requests', () => {
  beforeEach(() => within(['a'], () => seen()));

  it.each([
    `insert into compliance.duty_bearer (subject, company, projected_to) values ('x', 'a', 1)`,
    `update compliance.duty_bearer set company = 'a'`,
    `delete from compliance.duty_bearer`,
    `insert into ledger.event (position, bytes, source, id, type, subject, sequence, time, recorded_time, actor)
     values (1, '{}', 's', 'i', 't', 'companies/a', 1, now(), now(), 'me')`,
    `update ledger.head set position = 9`,
    `insert into ledger.claim (name, holder) values ('n', 'companies/a')`,
    `select from access.api_key`,
    `select from access.access_log`,
    `select from access.calendar_feed`,
    `insert into personal.erasure (id, reason, requested_by) values (gen_random_uuid(), 'r', 'me')`,
    `select personal.destroy_erased()`,
    `select from recording.paper`,
    `alter table compliance.duty_bearer disable row level security`,
    `drop policy in_reach on compliance.duty_bearer`,
    `create table ledger.mine ()`,
  ])('may not: %s', async (statement) => {
    await expect(within(['a'], () => pool.query(statement))).rejects.toMatchObject({
      code: expect.stringMatching(/^42(501|P01)$/),
    });
  });
});

describe('What requests that reach everything ask', () => {
  const AS_OF = `valid_from <= now() and now() < valid_to and known_from <= 9 and 9 < known_to`;

  it.each([
    `select "row" from compliance.register_row where register = 'systems' and key = 'a' and ${AS_OF}`,
    `select status from compliance.compliance_status where company = any ('{a,b}') and ${AS_OF}`,
    `select key from compliance.register_row where register = 'companies' and "row" ->> 'parent' = 'a'`,
    `select "row" from compliance.register_row
     where register = 'algorithm-registrations' and ("row" -> 'systems')::jsonb ?| '{a}'`,
    `select bytes from ledger.event where position > 5 order by position limit 50`,
    `select bytes from ledger.event where subject = any ('{companies/a}') order by subject, sequence`,
  ])('is planned as where nothing is bounded: %s', async (statement) => {
    const free = await planOf(owner, statement);
    expect(free.join()).toContain('Index');
    expect(await within('everything', () => planOf(pool, statement))).toEqual(free);
  });
});

function planOf(from: pg.Pool, statement: string): Promise<readonly string[]> {
  return inTransaction(from, async (client) => {
    // The tables are too small here for an index to be worth its while.
    await client.query('set local enable_seqscan = off');
    const { rows } = await client.query({
      text: `explain (costs off) ${statement}`,
      rowMode: 'array',
    });
    return rows.map(String).filter((line) => !line.includes('Filter:'));
  });
}

describe('A generation of the views that takes the place of another', () => {
  it('is bounded as the one before it', async () => {
    const client = await owner.connect();
    await beginGeneration(client, 'compliance', 'compliance_next');
    await client.query(
      'insert into compliance_next.duty_bearer select * from compliance.duty_bearer',
    );
    await guardGeneration(owner, 'compliance', 'compliance_next');
    await client.query('begin');
    await swapGeneration(client, 'compliance', 'compliance_next', 'compliance_old');
    await client.query('commit');
    client.release();
    expect(await within(['b'], () => seen())).toBe('b');
    expect(await within('everything', () => seen())).toBe('abc');
    const bounded = `select count(*) from pg_policies where schemaname = 'compliance'`;
    const former = bounded.replace(`'compliance'`, `'compliance_old'`);
    expect((await owner.query(bounded)).rows).toEqual((await owner.query(former)).rows);
  });
});
