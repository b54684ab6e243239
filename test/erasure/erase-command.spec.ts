import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseBody } from '../api/setup/body.js';
import type { Body } from '../api/setup/body.js';
import { createTestDatabase } from '../setup/database.js';
import { ADMIN_KEY, edict, newDataDirectory, until, up } from '../start/edict-process.js';
import type { EdictProcess, Settings } from '../start/edict-process.js';
import { ASSIGNED, GRANTER, OWNER, PUT_RIGHT, STORY, WAIVED } from './named-duties.js';
import { sayErased, standingIn } from './said-to-be-erased.js';
import { tablesWith } from './places-of-text.js';

const REASON = 'Asked for by whom it concerns.';

let databaseUrl: string;
let settings: Settings;
let running: EdictProcess;
let url: string;
let erasure: string;

async function ask(path: string, body?: object): Promise<{ status: number; json: Body }> {
  const response = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: parseBody(await response.text()) };
}

beforeAll(async () => {
  ({ url: databaseUrl } = await createTestDatabase());
  settings = {
    EDICT_DATABASE_URL: databaseUrl,
    EDICT_DATA_DIR: await newDataDirectory(),
    EDICT_LOG_LEVEL: 'trace',
  };
  running = up(settings);
  url = await running.ready();
  for (const event of STORY) expect((await ask('/v1/events', event)).status).toBe(201);
  await until(async () => (await ask('/v1/duties')).json.items.length === 2);
}, 90_000);
afterAll(async () => {
  running.kill('SIGTERM');
  expect(await running.exit).toBe(0);
});

describe('edict erase', () => {
  it('says what it does', async () => {
    const { exit, output } = await edict(['erase', '--help']);
    expect(exit).toBe(0);
    expect(output).toMatch(/list.*\n.*approve/);
    expect((await edict(['erase', 'approve', '--help'])).output).toContain('for good');
    expect((await edict(['erase', 'approve'], settings)).exit).toBe(2);
    expect((await edict(['erase', 'list', '--state', 'none'], settings)).exit).toBe(2);
  });

  it('lists what waits, and never a name', async () => {
    const none = await edict(['erase', 'list'], settings);
    expect(none).toEqual({ exit: 0, output: 'None.\n' });
    const { json } = await ask('/v1/erasures', { person: OWNER, reason: REASON });
    erasure = json.id;
    const { exit, output } = await edict(['erase', 'list', '--state', 'pending'], settings);
    expect(exit).toBe(0);
    expect(output).toContain(
      `${erasure}  pending  all of one person, 2 values; asked by key:admin`,
    );
    expect(output).not.toContain(OWNER);
    const told = await edict(['erase', 'list', '--json'], settings);
    expect(parseBody(told.output).items).toMatchObject([{ id: erasure, state: 'pending' }]);
  });

  it('is no second pair of eyes for what nobody asked for', async () => {
    const none = '00000000-0000-0000-0000-000000000000';
    const { exit, output } = await edict(['erase', 'approve', none], settings);
    expect([exit, output]).toEqual([1, 'No erasure with this id was asked for.\n']);
  });

  it('is the second pair of eyes for what a key asked for', async () => {
    const refused = await ask(`/v1/erasures/${erasure}/approval`, {});
    expect([refused.status, refused.json.code]).toEqual([403, 'second-pair-of-eyes']);
    const { exit, output } = await edict(['erase', 'approve', erasure], settings);
    expect(exit).toBe(0);
    expect(output).toContain('2 values; asked by key:admin');
    expect(output).toContain('approved by cli');
    const { json } = await ask('/v1/erasures?state=erased');
    expect(json.items).toMatchObject([{ id: erasure, approvedBy: 'cli', values: 2 }]);
    const shown = JSON.stringify((await ask('/v1/events?limit=1000')).json);
    expect(shown).not.toContain(OWNER);
    expect(shown).toContain(GRANTER);
  });

  it('leaves the name in no table, file or line of the log', async () => {
    // A question by name is asked too: it must not be written down anywhere.
    const { json } = await ask(`/v1/statuses?owner=${encodeURIComponent(OWNER)}`);
    expect(json.items).toEqual([]);
    for (const event of [ASSIGNED, PUT_RIGHT]) {
      expect((await ask('/v1/events', event)).status).toBe(200);
    }
    for (const name of [OWNER, GRANTER]) {
      expect(await tablesWith(databaseUrl, name)).toEqual([]);
      expect(running.output).not.toContain(name);
      expect(running.output).not.toContain(encodeURIComponent(name));
      for (const text of await filesIn(String(settings['EDICT_DATA_DIR']))) {
        expect(text.includes(name)).toBe(false);
      }
    }
    expect(running.output).toContain('"level":"info"');
  });
});

async function filesIn(folder: string): Promise<readonly Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  if (files.length < 2) throw new Error('The keys at least are there.');
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
}

describe('A start', () => {
  it('is refused where the key of names is another one, and goes on where it is back', async () => {
    await stopped();
    const elsewhere = { ...settings, EDICT_DATA_DIR: await newDataDirectory() };
    const lost = up(elsewhere);
    expect(await lost.exit).toBe(2);
    expect(lost.output).toMatch(/The database has personal values, but their key is not in /);
    const other = up({ ...settings, EDICT_PERSONAL_KEY: `edict-personal-key:${'A'.repeat(43)}` });
    expect(await other.exit).toBe(2);
    expect(other.output).toContain('is not the one of this database');
    running = up({
      ...elsewhere,
      EDICT_PERSONAL_KEY: join(String(settings['EDICT_DATA_DIR']), 'personal-key'),
      EDICT_SIGNING_KEY: join(String(settings['EDICT_DATA_DIR']), 'log', 'signing-key'),
    });
    url = await running.ready();
    const { json } = await ask(`/v1/events/${STORY.indexOf(WAIVED) + 1}`);
    expect(json).toMatchObject({ data: { by: GRANTER } });
  }, 120_000);

  it('destroys before it serves what the ledger says was erased', async () => {
    await stopped();
    await sayErased(databaseUrl, WAIVED, STORY.indexOf(WAIVED) + 1, '/by');
    expect(await standingIn(databaseUrl)).toBe(2);
    running = up(settings);
    url = await running.ready();
    const { json } = await ask(`/v1/events/${STORY.indexOf(WAIVED) + 1}`);
    expect(json).toMatchObject({ data: { by: 'erased' } });
    expect(await standingIn(databaseUrl)).toBe(1);
  }, 60_000);
});

async function stopped(): Promise<void> {
  running.kill('SIGTERM');
  expect(await running.exit).toBe(0);
}
