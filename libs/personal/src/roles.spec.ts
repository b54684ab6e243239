import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import type { DatabaseRole } from '#libs/database';
import pg from 'pg';
import { createTestDatabase } from '../../../test/setup/database.js';

const NOT_ALLOWED = '42501';
const TABLES = ['value', 'person_key', 'wrapping_key', 'erasure'] as const;

let url: string;
let owner: pg.Pool;
const pools = new Map<DatabaseRole, pg.Pool>();

beforeAll(async () => {
  ({ url } = await createTestDatabase());
  owner = createPool({ url, applicationName: 'spec', max: 1 });
  for (const role of ['edict_app', 'edict_worker', 'edict_signer', 'edict_log'] as const) {
    pools.set(role, createPool({ url, role, applicationName: 'spec', max: 1 }));
  }
  await owner.query(
    `insert into personal.person_key values (gen_random_uuid(), sha256('person'), 'wrapped')`,
  );
  await owner.query(
    `insert into personal.value
     select sha256('value'), 1, '/owner', id, 'sealed' from personal.person_key`,
  );
  await owner.query(`insert into personal.wrapping_key (fingerprint) values ('print')`);
});
afterAll(async () => {
  await Promise.all([owner, ...pools.values()].map((pool) => pool.end()));
});

const outcomeOf = async (role: DatabaseRole, statement: string): Promise<string> => {
  try {
    await pools.get(role)?.query(statement);
    return 'done';
  } catch (error) {
    return error instanceof pg.DatabaseError ? String(error.code) : String(error);
  }
};

describe.each(['edict_worker', 'edict_signer', 'edict_log'] as const)('%s', (role) => {
  it.each(TABLES)('cannot read personal.%s', async (table) => {
    expect(await outcomeOf(role, `select * from personal.${table}`)).toBe(NOT_ALLOWED);
    expect(await outcomeOf(role, `table personal.${table} limit 0`)).toBe(NOT_ALLOWED);
    expect(await outcomeOf(role, `copy personal.${table} to stdout`)).toBe(NOT_ALLOWED);
  });

  it('cannot read it through a view or a function of its own', async () => {
    const view = 'create temporary view peek as select * from personal.value; table peek';
    expect(await outcomeOf(role, view)).toBe(NOT_ALLOWED);
    const block = `do $$ begin perform from personal.value; end $$`;
    expect(await outcomeOf(role, block)).toBe(NOT_ALLOWED);
  });
});

describe.each(['edict_app', 'edict_worker', 'edict_signer', 'edict_log'] as const)('%s', (role) => {
  it.each(TABLES)('cannot change or remove what stands in personal.%s', async (table) => {
    const statements = [
      `delete from personal.${table}`,
      `truncate personal.${table} cascade`,
      `drop table personal.${table} cascade`,
      `alter table personal.${table} owner to current_user`,
    ];
    for (const statement of statements) {
      expect([statement, await outcomeOf(role, statement)]).toEqual([statement, NOT_ALLOWED]);
    }
  });

  it('cannot put another value in the place of one', async () => {
    const update = `update personal.value set sealed = 'other'`;
    expect(await outcomeOf(role, update)).toBe(NOT_ALLOWED);
    const lock = 'select from personal.value for update';
    expect(await outcomeOf(role, lock)).toBe(NOT_ALLOWED);
    const approve = `update personal.erasure set approved_by = 'key:me'`;
    expect(await outcomeOf(role, approve)).toBe(NOT_ALLOWED);
    const replace = `create or replace function personal.destroy_erased() returns integer
        language sql as 'select 1'`;
    expect(await outcomeOf(role, replace)).toBe(NOT_ALLOWED);
  });
});

describe('what the API and the worker may', () => {
  it.each(TABLES)('is not passed on: personal.%s', async (table) => {
    await outcomeOf('edict_app', `grant all on personal.${table} to public`);
    expect(await outcomeOf('edict_worker', `table personal.${table}`)).toBe(NOT_ALLOWED);
  });

  it.each(['edict_app', 'edict_worker'] as const)(
    'destroys nothing that the ledger does not say to be erased: %s',
    async (role) => {
      expect(await outcomeOf(role, 'select personal.destroy_erased()')).toBe('done');
      // A table that stands before the real one for whoever looks names up by a path of one's own.
      const trap = `create temporary table event (type text, subject text, bytes bytea);
        set local search_path = pg_temp, personal; select personal.destroy_erased()`;
      expect(await outcomeOf(role, `begin; ${trap}; rollback`)).toBe('done');
      const { rows } = await owner.query('select from personal.value');
      expect(rows).toHaveLength(1);
    },
  );

  it.each(['edict_signer', 'edict_log'] as const)('is not what %s may', async (role) => {
    expect(await outcomeOf(role, 'select personal.destroy_erased()')).toBe(NOT_ALLOWED);
  });

  it('is no right of everybody', async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('begin; create role edict_test_nobody; set local role edict_test_nobody');
    await expect(client.query('select personal.destroy_erased()')).rejects.toMatchObject({
      code: NOT_ALLOWED,
    });
    await client.query('rollback');
    await client.end();
  });
});
