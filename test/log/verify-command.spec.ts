import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { formatVerifierKey } from '#libs/merkle';
import { COMPANY, SYSTEM } from '../api/setup/february.js';
import { edict, newDataDirectory } from '../start/edict-process.js';
import type { Settings } from '../start/edict-process.js';
import { SignedServer } from './signed-server.js';

let signed: SignedServer;
let settings: Settings;
let key: string;
let older: string;
let note: string;

beforeAll(async () => {
  signed = await SignedServer.start();
  const { server } = signed;
  await server.record(COMPANY, '?wait=checkpoint');
  note = (await server.ask('/v1/log/checkpoint', { key: '' })).text;
  await server.record(SYSTEM, '?wait=checkpoint');
  const folder = await newDataDirectory();
  settings = { EDICT_DATABASE_URL: server.databaseUrl, EDICT_DATA_DIR: folder };
  key = signed.trusted.map(formatVerifierKey).join();
  older = join(folder, 'older.checkpoint');
  await writeFile(older, note);
});
afterAll(() => signed.close());

async function tamper(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: signed.server.databaseUrl });
  await client.connect();
  await client.query('alter table ledger.event disable trigger user');
  for (const statement of statements) await client.query(statement);
  await client.end();
}

describe('edict verify', () => {
  it('ends with 0 where nothing is wrong, and then with what is new only', async () => {
    const { exit, output } = await edict(['verify', '--key', key, '--since', older], settings);
    expect(output).toContain('The ledger of 2 events is as it was recorded and signed.');
    expect(output).toMatch(/The views as known at position 2 are what the ledger gives/);
    expect(exit).toBe(0);
    const folder = ['--since', dirname(older)];
    const again = await edict(['verify', '--key', key, '--ledger', ...folder], settings);
    expect(again.output).toContain('Events 1 to 2 were hashed by an earlier run only');
    expect(again.output).not.toContain('views');
    expect(again.exit).toBe(0);
  });

  it('ends with 3 where the keys are the database’s own', async () => {
    const { exit, output } = await edict(['verify', '--ledger', '--full'], settings);
    expect(output).toContain('Self-attested');
    expect(exit).toBe(3);
  });

  it('compares the views alone, if that is wanted', async () => {
    const { exit, output } = await edict(['verify', '--views', '--json'], settings);
    expect(JSON.parse(output)).toEqual({ views: expect.objectContaining({ isSound: true }) });
    expect(exit).toBe(0);
  });

  it.each([
    ['a key that is none', ['--key', 'mine']],
    ['a file that is not there', ['--since', '/nowhere/at.all']],
    ['a file that is no checkpoint', ['--since', 'package.json']],
    ['a folder without checkpoints', ['--since', 'docs']],
  ])('ends with 2 after %s', async (_, args) => {
    expect(await edict(['verify', ...args], settings)).toMatchObject({ exit: 2 });
  });

  it('ends with 1 and names what a superuser has done, on --full also long ago', async () => {
    await tamper(
      `update ledger.event set bytes = convert_to(
         replace(convert_from(bytes, 'UTF8'), 'ByteDance', 'ByteDancf'), 'UTF8')
       where position = 1`,
    );
    const args = ['verify', '--key', key, '--since', older, '--full'];
    const { exit, output } = await edict([...args, '--json'], settings);
    const { ledger } = JSON.parse(output) as { ledger: { faults: { kind: string }[] } };
    expect(ledger.faults).toContainEqual(
      expect.objectContaining({ kind: 'root', notes: expect.anything() }),
    );
    expect(exit).toBe(1);
    const read = await edict(args, settings);
    expect(read.output).toMatch(/The ledger of 2 events is not as it was/);
    expect(read.output).toContain('    | log.example/edict');
  });

  it('ends with 1 where events and checkpoints were taken out, and shows the note', async () => {
    await tamper(
      'alter table ledger.checkpoint disable trigger user',
      'delete from ledger.checkpoint',
      'delete from ledger.event',
      'update ledger.head set position = 0',
    );
    const args = ['verify', '--ledger', '--key', key, '--since', older];
    const { exit, output } = await edict(args, settings);
    expect(output).toMatch(/rollback: The ledger has 0 events, but a checkpoint over 1 was signed/);
    expect(output).toContain(note.split('\n')[2] ?? '');
    expect(exit).toBe(1);
  });
});
