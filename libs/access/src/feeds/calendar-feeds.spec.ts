import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool } from '#libs/database';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { CALENDAR_FEEDS_MAX, CalendarFeeds } from '../index.js';

const CONTENT = { company: 'bytedance', within: '3m', kind: 'case', language: 'zh' };

let owner: pg.Pool;
let pool: pg.Pool;
let feeds: CalendarFeeds;

beforeAll(async () => {
  const { url } = await createTestDatabase();
  owner = createPool({ url, applicationName: 'feeds spec owner' });
  pool = createPool({ url, role: 'edict_app', applicationName: 'feeds spec' });
  feeds = new CalendarFeeds(pool);
});

beforeEach(async () => {
  await owner.query('delete from access.calendar_feed');
});

afterAll(async () => {
  await pool.end();
  await owner.end();
});

async function made(content = CONTENT) {
  const feed = await feeds.create(content, 'key:admin');
  if (feed === undefined) throw new Error('no feed was made');
  return feed;
}

describe('A calendar feed', () => {
  it('is found by its address only', async () => {
    const { id, secret } = await made();
    expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await feeds.find(id, secret)).toEqual(CONTENT);
    const other = await made();
    const wrong = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');
    for (const [name, proof] of [
      [id, wrong],
      [id, ''],
      [id, `${secret}A`],
      [id, other.secret],
      [other.id, secret],
      ['000000000000', secret],
      ["' or true --", secret],
      [`${id}\0`, secret],
    ] as const) {
      expect(await feeds.find(name, proof)).toBeUndefined();
    }
  });

  it('is listed with everything but its secret, which is nowhere in the database', async () => {
    const { secret, ...feed } = await made();
    expect(await feeds.list()).toEqual([feed]);
    const { rows } = await owner.query('select f::text as stored from access.calendar_feed f');
    expect(JSON.stringify(rows)).not.toContain(secret);
    const bytes = Buffer.from(secret, 'base64url').toString('hex');
    expect(JSON.stringify(rows)).not.toContain(bytes);
  });

  it('that was revoked is gone at once, and cannot be revoked again', async () => {
    const { id, secret } = await made();
    expect(await feeds.revoke(id)).toBe(true);
    expect(await feeds.find(id, secret)).toBeUndefined();
    expect(await feeds.list()).toEqual([]);
    expect(await feeds.revoke(id)).toBe(false);
    expect(await feeds.revoke('nobody')).toBe(false);
    expect(await feeds.revoke('\0')).toBe(false);
  });

  it('has its last use written down, at most once a minute', async () => {
    const { id, secret } = await made();
    const lastUse = async () => (await feeds.list())[0]?.lastUsedAt;
    expect(await lastUse()).toBeUndefined();
    await feeds.find(id, secret);
    const first = await lastUse();
    await feeds.find(id, secret);
    expect(first).toBeInstanceOf(Date);
    expect(await lastUse()).toEqual(first);
  });

  it('is not made where there are a thousand, until one is revoked', async () => {
    await owner.query(
      `insert into access.calendar_feed (id, secret_hash, "within", language, created_by)
       select lpad(to_hex(n), 12, '0'), sha256(n::text::bytea), '30d', 'en', 'key:admin'
       from generate_series(1, $1::integer - 1) as n`,
      [CALENDAR_FEEDS_MAX],
    );
    const last = await made();
    expect(await feeds.create(CONTENT, 'key:admin')).toBeUndefined();
    await feeds.revoke(last.id);
    expect(await feeds.create(CONTENT, 'key:admin')).toBeDefined();
  });
});
