import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningServer } from '../api/setup/running-server.js';
import { edict } from '../start/edict-process.js';

let server: RunningServer;
const run = (...args: string[]) =>
  edict(['key', ...args], { EDICT_DATABASE_URL: server.databaseUrl });

beforeAll(async () => {
  server = await RunningServer.start();
});
afterAll(() => server.close());

describe('edict key', () => {
  it('makes a key that a running server takes, lists it, and revokes it at once', async () => {
    const made = await run('create', 'spec', '--role', 'reader', '--role', 'auditor');
    expect(made.exit).toBe(0);
    const [, id = '', key = ''] =
      /^Key (\w+) \(reader, auditor\).*\n(edict_\S+)/.exec(made.output) ?? [];
    expect((await server.ask('/v1/me', { key })).json).toMatchObject({
      actor: `key:${id}`,
      roles: ['reader', 'auditor'],
    });
    const listed = await run('list');
    expect(listed.output).toMatch(`${id}  spec: reader, auditor; all companies; last used 20`);
    expect(listed.output).not.toContain(key);
    expect((await run('revoke', id)).exit).toBe(0);
    expect((await server.ask('/v1/me', { key })).status).toBe(401);
    const again = await run('revoke', id);
    expect([again.exit, again.output]).toEqual([1, `There is no key ${id}.\n`]);
  });

  it('makes a link that signs a browser in as a key', async () => {
    const { output } = await run('create', 'spec', '--role', 'reader', '--json');
    const { id } = JSON.parse(output) as { readonly id: string };
    const made = await run('sign-in', id);
    expect([made.exit, made.output]).toEqual([
      0,
      expect.stringMatching(/^http:\/\/localhost:3000\/sign-in#[a-f0-9]{12}\.[\w-]{43}\n$/),
    ]);
    const asking = {
      method: 'POST',
      key: '',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link: made.output.trim().split('#')[1] }),
    };
    expect((await server.ask('/v1/sessions', asking)).json['actor']).toBe(`key:${id}`);
    expect((await server.ask('/v1/sessions', asking)).status).toBe(422);
    await run('revoke', id);
    const again = await run('sign-in', id);
    expect([again.exit, again.output]).toEqual([1, `There is no key ${id}.\n`]);
  });

  it('says on the ledger whom it makes an administrator', async () => {
    const { output } = await run('create', 'spec', '--role', 'admin', '--json');
    const { id, key } = JSON.parse(output) as { readonly id: string; readonly key: string };
    expect((await server.ask('/v1/keys', { key })).status).toBe(200);
    const { json } = await server.ask('/v1/events?subject=log/access');
    expect(json.items.at(-1)).toMatchObject({
      type: 'key.granted',
      data: { key: `key:${id}`, by: 'cli' },
    });
  });

  it.each([
    ['for nobody', ['create', ' ', '--role', 'reader'], /^name must not be blank/],
    [
      'for too long a name',
      ['create', 'n'.repeat(201), '--role', 'reader'],
      /^name must have at most 200 characters/,
    ],
    ['without a role', ['create', 'spec'], /required option '--role/],
    [
      'with a role that there is not',
      ['create', 'spec', '--role', 'owner'],
      /^--role takes reader, /,
    ],
    [
      'for what is no id',
      ['create', 'spec', '--role', 'reader', '--company', 'A B'],
      /^--company /,
    ],
    [
      'with a day for an instant',
      ['create', 'x', '--role', 'reader', '--expires', '2999'],
      /instant/,
    ],
    [
      'to record for one company only',
      ['create', 'x', '--role', 'analyst', '--company', 'a'],
      /^roles must be of reader, auditor, exporter/,
    ],
  ])('makes none %s', async (_, args, said) => {
    const { exit, output } = await run(...args);
    expect(exit).toBe(2);
    expect(output).toMatch(said);
  });

  it('explains itself', async () => {
    const { exit, output } = await run('create', '--help');
    expect(exit).toBe(0);
    expect(output).toContain('Roles: reader, analyst, auditor, exporter, admin.');
  });
});
