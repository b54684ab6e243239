import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createEmptyDatabase, createTestDatabase } from '../../../test/setup/database.js';
import { PASS_ON, Relay } from '../../../test/setup/relay.js';
import { ANSWER_MARGIN_MS } from './answer-limit.js';
import { createPool, inSnapshot, inTransaction, migrate, openDatabase } from './index.js';
import type { PoolOptions } from './index.js';

let url: string;
let pools: pg.Pool[] = [];

beforeAll(async () => {
  ({ url } = await createTestDatabase());
});

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  pools = [];
});

function open(options: Partial<PoolOptions> = {}): pg.Pool {
  const pool = createPool({ url, applicationName: 'pool spec', ...options });
  pools.push(pool);
  return pool;
}

async function first(pool: pg.Pool, statement: string): Promise<unknown> {
  const { rows } = await pool.query(statement);
  return rows[0];
}

describe('A pool', () => {
  it.each(['edict_app', 'edict_worker'] as const)(
    'acts as %s on every connection',
    async (role) => {
      const pool = open({ role, max: 3 });
      const answers = await Promise.all(
        [1, 2, 3].map(() =>
          first(pool, 'select current_user as role, pg_sleep(0.1)::text as slept'),
        ),
      );
      expect(answers).toEqual([1, 2, 3].map(() => expect.objectContaining({ role })));
    },
  );

  it('without a role acts as the owner', async () => {
    const answer = await first(open(), 'select current_user = session_user as owner');
    expect(answer).toEqual({ owner: true });
  });

  it('gives up connections that nothing comes through any more, and goes on with others', async () => {
    const relay = await Relay.before(url);
    const pool = open({ url: relay.through(url), max: 2, statementTimeoutMs: 300 });
    await first(pool, 'select 1');
    relay.carry = ({ silence }) => {
      silence();
    };
    const before = performance.now();
    await expect(first(pool, 'select 1')).rejects.toThrow('Query read timeout');
    expect(performance.now() - before).toBeLessThan(2 * (300 + ANSWER_MARGIN_MS));
    relay.carry = PASS_ON;
    expect(await first(pool, 'select 1 as one')).toEqual({ one: 1 });
    await relay.close();
  });

  it('waits for a snapshot as long as that may take', async () => {
    const pool = open({ statementTimeoutMs: 300 });
    const slept = inSnapshot(pool, (snapshot) =>
      snapshot.query(`select pg_sleep(${(300 + ANSWER_MARGIN_MS) / 1_000 + 0.5})`),
    );
    expect((await slept).rows).toHaveLength(1);
  });

  it('never leaves what it acknowledges to the memory of the server', async () => {
    const lax = new URL(url);
    lax.searchParams.set('options', '-c synchronous_commit=off');
    const bare = new pg.Client({ connectionString: lax.href });
    await bare.connect();
    const asked = `select current_setting('synchronous_commit') as commit`;
    expect((await bare.query(asked)).rows).toEqual([{ commit: 'off' }]);
    await bare.end();
    expect(await first(open({ url: lax.href }), asked)).toEqual({ commit: 'on' });
    lax.searchParams.set('options', '-c synchronous_commit=remote_apply');
    expect(await first(open({ url: lax.href }), asked)).toEqual({ commit: 'remote_apply' });
  });

  it('says who it is and bounds statements and idle transactions', async () => {
    expect(
      await first(
        open(),
        `select current_setting('application_name') as name,
          current_setting('statement_timeout') as statement,
          current_setting('idle_in_transaction_session_timeout') as idle`,
      ),
    ).toEqual({ name: 'pool spec', statement: '1min', idle: '15s' });
  });

  it('ends a statement that takes longer than it may', async () => {
    const pool = open({ statementTimeoutMs: 50 });
    await expect(pool.query('select pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
  });

  it('reads bigint as a number up to 2^53 - 1 and refuses one past it', async () => {
    const pool = open();
    expect(
      await first(pool, `select 9007199254740991::bigint as n, '{1,NULL,-3}'::bigint[] as list`),
    ).toEqual({ n: 9_007_199_254_740_991, list: [1, null, -3] });
    expect(await first(pool, `select '{}'::bigint[] as list`)).toEqual({ list: [] });
    await expect(pool.query('select 9007199254740992::bigint as n')).rejects.toThrow(RangeError);
  });

  it('tells of a connection that broke while idle and goes on with another', async () => {
    let told: (error: Error) => void = () => undefined;
    const broken = new Promise<Error>((resolve) => (told = resolve));
    const pool = open({ max: 1, onIdleError: told });
    const { pid } = (await first(pool, 'select pg_backend_pid() as pid')) as { pid: number };
    await open().query('select pg_terminate_backend($1)', [pid]);
    await broken;
    expect(await first(pool, 'select 1 as alive')).toEqual({ alive: 1 });
  });
});

describe('A transaction', () => {
  it('is committed when its work is done, and leaves nothing when that fails', async () => {
    const pool = open();
    await pool.query('create table noted (word text)');
    await inTransaction(pool, (client) => client.query(`insert into noted values ('kept')`));
    const failing = inTransaction(pool, async (client) => {
      await client.query(`insert into noted values ('lost')`);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect((await pool.query('select word from noted')).rows).toEqual([{ word: 'kept' }]);
  });

  it('whose connection is lost does not give it back to the pool', async () => {
    const pool = open({ max: 1 });
    const lost = inTransaction(pool, (client) =>
      client.query('select pg_terminate_backend(pg_backend_pid())'),
    );
    await expect(lost).rejects.toThrow();
    expect(await first(pool, 'select 1 as alive')).toEqual({ alive: 1 });
  });
});

const ROLES = ['edict_app', 'edict_worker', 'edict_signer', 'edict_log', 'edict_scoped'];

describe('A database whose owner is no superuser', () => {
  it('is migrated, and its owner may act as the roles', async () => {
    const owner = `owner_${randomBytes(4).toString('hex')}`;
    const admin = open();
    await admin.query(`create role ${owner} login createrole password 'secret'`);
    for (const role of ROLES) {
      await admin.query(`grant ${role} to ${owner} with admin option`);
    }
    const empty = await createEmptyDatabase();
    const own = new URL(empty.url);
    const database = own.pathname.slice(1);
    await admin.query(`alter database ${database} owner to ${owner}`);
    own.username = owner;
    own.password = 'secret';
    await migrate(own.href);
    const production = { dataDir: '', refuseSuperuser: true };
    await expect(openDatabase({ ...production, databaseUrl: empty.url })).rejects.toThrow(
      /superuser, which is refused where NODE_ENV is production/,
    );
    await (await openDatabase({ ...production, databaseUrl: own.href })).close();
    const pool = open({ url: own.href, role: 'edict_app' });
    expect(await first(pool, 'select current_user as role')).toEqual({ role: 'edict_app' });
    await expect(pool.query('delete from ledger.event')).rejects.toMatchObject({ code: '42501' });
  });
});
