import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool } from '#libs/database';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { ApiKeys, BrowserSessions, SESSIONS_MAX, SIGN_IN_LINKS_MAX } from '../index.js';

const ADMIN_KEY = 'the-key-of-the-settings';

let owner: pg.Pool;
let pool: pg.Pool;
let sessions: BrowserSessions;
let keyId: string;

beforeAll(async () => {
  const { url } = await createTestDatabase();
  owner = createPool({ url, applicationName: 'sessions spec owner' });
  pool = createPool({ url, role: 'edict_app', applicationName: 'sessions spec' });
  sessions = new BrowserSessions(pool);
  const keys = new ApiKeys(pool);
  await keys.ensureAdminKey();
  keyId = (await keys.firstKey()) ?? '';
});

beforeEach(async () => {
  await owner.query('delete from access.session');
  await owner.query('delete from access.sign_in_link');
});

afterAll(async () => {
  await pool.end();
  await owner.end();
});

async function linked(from = sessions, key = keyId): Promise<string> {
  const link = await from.makeLink(key);
  if (link === undefined) throw new Error('no link was made');
  return link.text;
}

async function begun(from = sessions, key = keyId) {
  const session = await from.begin(await linked(from, key));
  if (session === undefined) throw new Error('no session was begun');
  return session;
}

describe('A sign-in link', () => {
  it('begins one session as its key, however many use it at once', async () => {
    const link = await linked();
    const begun = await Promise.all(Array.from({ length: 8 }, () => sessions.begin(link)));
    const [session, ...others] = begun.filter((one) => one !== undefined);
    expect(others).toEqual([]);
    expect(session?.identity).toMatchObject({ actor: `key:${keyId}`, keyId });
    expect(await sessions.list(keyId)).toHaveLength(1);
    expect(await sessions.begin(link)).toBeUndefined();
  });

  it('is not used up by whoever knows its id only', async () => {
    const link = await linked();
    const [id = ''] = link.split('.');
    expect(await sessions.begin(`${id}.${'x'.repeat(43)}`)).toBeUndefined();
    expect(await sessions.begin(link)).toBeDefined();
  });

  it.each(['', 'x', 'edict_0123', `${'0'.repeat(12)}.${'x'.repeat(44)}`, `a\0.${'x'.repeat(43)}`])(
    'is not %j',
    async (text) => {
      expect(await sessions.begin(text)).toBeUndefined();
      expect(await sessions.authenticate(text)).toBeUndefined();
    },
  );

  it('is over after its time, and as soon as its key is', async () => {
    const late = await linked();
    await owner.query('update access.sign_in_link set expires_at = now()');
    expect(await sessions.begin(late)).toBeUndefined();
    const link = await linked();
    await owner.query('update access.api_key set revoked_at = now()');
    expect(await sessions.begin(link)).toBeUndefined();
    await owner.query('update access.api_key set revoked_at = null');
    expect(await sessions.begin(link)).toBeDefined();
  });

  it('stands beside so many others of its key, and no more', async () => {
    for (let count = 0; count < SIGN_IN_LINKS_MAX; count += 1) await linked();
    expect(await sessions.makeLink(keyId)).toBeUndefined();
    expect(await sessions.makeLink('another')).toBeDefined();
    await owner.query('update access.sign_in_link set expires_at = now()');
    expect(await sessions.makeLink(keyId)).toBeDefined();
  });
});

describe('A session', () => {
  it('acts for its key until the key is revoked or over', async () => {
    const { text, id } = await begun();
    expect(await sessions.authenticate(text)).toMatchObject({ keyId, sessionId: id });
    for (const [end, undo] of [
      ['revoked_at = now()', 'revoked_at = null'],
      ['expires_at = now()', 'expires_at = null'],
    ]) {
      await owner.query(`update access.api_key set ${end}`);
      expect(await sessions.authenticate(text)).toBeUndefined();
      await owner.query(`update access.api_key set ${undo}`);
      expect(await sessions.authenticate(text)).toBeDefined();
    }
  });

  it.each([
    ['its time', `ends_at = now()`],
    ['an hour without use', `used_at = now() - interval '1 hour'`],
  ])('ends after %s', async (_, since) => {
    const { text } = await begun();
    await owner.query(`update access.session set ${since}`);
    expect(await sessions.authenticate(text)).toBeUndefined();
    expect(await sessions.list(keyId)).toEqual([]);
  });

  it('lives on while it is used', async () => {
    const { text } = await begun();
    await owner.query(`update access.session set used_at = now() - interval '59 minutes'`);
    expect(await sessions.authenticate(text)).toBeDefined();
    const { rows } = await owner.query<{ used: boolean }>(
      `select used_at > now() - interval '1 minute' as used from access.session`,
    );
    expect(rows).toEqual([{ used: true }]);
  });

  it('is ended by its own key only', async () => {
    const { text, id } = await begun();
    expect(await sessions.end(id, 'another')).toBe(false);
    expect(await sessions.authenticate(text)).toBeDefined();
    expect(await sessions.end(id, keyId)).toBe(true);
    expect(await sessions.authenticate(text)).toBeUndefined();
    expect(await sessions.end('\0', keyId)).toBe(false);
  });

  it('makes the oldest of its key end where there are too many', async () => {
    const first = await begun();
    await owner.query(
      `insert into access.session (id, secret_hash, key_id, created_at, ends_at)
       select lpad(to_hex(n), 12, '0'), sha256(''), $1, now() + n * interval '1 ms', 'infinity'
       from generate_series(1, $2::integer) as n`,
      [keyId, SESSIONS_MAX - 1],
    );
    expect(await sessions.authenticate(first.text)).toBeDefined();
    await begun();
    expect(await sessions.authenticate(first.text)).toBeUndefined();
    expect(await sessions.list(keyId)).toHaveLength(SESSIONS_MAX);
  });

  it('of the key of the settings ends when another stands there, or none', async () => {
    const before = new BrowserSessions(pool, { adminKey: ADMIN_KEY });
    const { text, identity } = await begun(before, 'admin');
    const link = await linked(before, 'admin');
    expect(identity).toMatchObject({ actor: 'key:admin' });
    expect(await before.authenticate(text)).toBeDefined();
    for (const after of [sessions, new BrowserSessions(pool, { adminKey: `${ADMIN_KEY}2` })]) {
      expect(await after.authenticate(text)).toBeUndefined();
      expect(await after.begin(link)).toBeUndefined();
    }
    expect(await before.begin(link)).toBeDefined();
  });

  it('and a link stand in the database by their hashes only', async () => {
    const link = await linked();
    const { text } = await begun();
    for (const table of ['access.session', 'access.sign_in_link']) {
      const { rows } = await owner.query<{ stored: string }>(
        `select string_agg(one::text, ' ') as stored from ${table} as one`,
      );
      for (const secret of [text, link]) {
        const [, proof = ''] = secret.split('.');
        expect(rows[0]?.stored).not.toContain(proof);
        expect(rows[0]?.stored).not.toContain(Buffer.from(proof).toString('hex'));
      }
    }
  });
});
