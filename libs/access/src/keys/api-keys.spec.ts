import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool } from '#libs/database';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { ApiKeys } from '../index.js';

let owner: pg.Pool;
let pool: pg.Pool;

beforeAll(async () => {
  const { url } = await createTestDatabase();
  owner = createPool({ url, applicationName: 'keys spec owner' });
  pool = createPool({ url, role: 'edict_app', applicationName: 'keys spec' });
});

beforeEach(async () => {
  await owner.query('delete from access.api_key');
});

afterAll(async () => {
  await pool.end();
  await owner.end();
});

describe('The first key', () => {
  it('is made once and lets its holder in', async () => {
    const keys = new ApiKeys(pool);
    const key = String(await keys.ensureAdminKey());
    expect(key).toMatch(/^edict_[a-z0-9]{12}_[\w-]{43}$/);
    const keyId = key.split('_')[1];
    const roles = ['admin', 'analyst', 'auditor'];
    expect(await keys.authenticate(key)).toEqual({ keyId, actor: `key:${keyId}`, roles });
    expect(await keys.ensureAdminKey()).toBeUndefined();
  });

  it('is one key when several processes start at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => new ApiKeys(pool).ensureAdminKey()),
    );
    expect(made.filter((key) => key !== undefined)).toHaveLength(1);
  });

  it('is not made where the settings name a key', async () => {
    const keys = new ApiKeys(pool, { adminKey: 'sixteen-letters!' });
    expect(await keys.ensureAdminKey()).toBeUndefined();
    const { rowCount } = await owner.query('select from access.api_key');
    expect(rowCount).toBe(0);
  });

  it('is nowhere in the database', async () => {
    const key = String(await new ApiKeys(pool).ensureAdminKey());
    const { rows } = await owner.query('select k::text as stored from access.api_key k');
    expect(JSON.stringify(rows)).not.toContain(key.split('_').slice(2).join('_'));
  });
});

describe('A key', () => {
  it('of the settings is valid beside stored ones and acts as key:admin', async () => {
    const stored = String(await new ApiKeys(pool).ensureAdminKey());
    const keys = new ApiKeys(pool, { adminKey: 'sixteen-letters!' });
    expect(await keys.authenticate('sixteen-letters!')).toEqual({
      actor: 'key:admin',
      keyId: 'admin',
      roles: ['admin', 'analyst', 'auditor'],
    });
    expect(await keys.authenticate(stored)).toBeDefined();
  });

  it.each([
    ['empty', ''],
    ['of another form', 'sixteen-letters!'],
    ['with an unknown id', `edict_000000000000_${'a'.repeat(43)}`],
    ['with a quote in it', `edict_' or true --_${'a'.repeat(43)}`],
    ['with one character too many', `edict_000000000000_${'a'.repeat(44)}`],
  ])('%s lets nobody in', async (_, text) => {
    expect(await new ApiKeys(pool).authenticate(text)).toBeUndefined();
  });

  it('with the right id and a wrong secret lets nobody in', async () => {
    const keys = new ApiKeys(pool);
    const key = String(await keys.ensureAdminKey());
    const wrong = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
    expect(await keys.authenticate(wrong)).toBeUndefined();
  });

  it('that was revoked lets nobody in', async () => {
    const keys = new ApiKeys(pool);
    const key = String(await keys.ensureAdminKey());
    await owner.query('update access.api_key set revoked_at = now()');
    expect(await keys.authenticate(key)).toBeUndefined();
  });

  it('has its last use written down, at most once a minute', async () => {
    const keys = new ApiKeys(pool);
    const key = String(await keys.ensureAdminKey());
    await keys.authenticate(key);
    const first = await lastUse();
    await keys.authenticate(key);
    expect(first).toBeInstanceOf(Date);
    expect(await lastUse()).toEqual(first);
  });
});

async function lastUse(): Promise<unknown> {
  const { rows } = await owner.query('select last_used_at from access.api_key');
  return rows[0]?.last_used_at;
}
