import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatVerifierKey } from '#libs/merkle';
import { KEY } from '../api/setup/running-server.js';
import { linesIn, textIn, unpacked } from '../evidence/unpacked.js';
import { SignedServer } from '../log/signed-server.js';
import { edict, newDataDirectory } from '../start/edict-process.js';
import { GRANTER, OWNER, secondKey, STORY, tellStory } from './named-duties.js';

const NOBODY = 'Canary Nobody';

let signed: SignedServer;
let second: string;
let folder: string;

beforeAll(async () => {
  signed = await SignedServer.start();
  folder = await newDataDirectory();
  await tellStory(signed.server);
  second = await secondKey(signed.server);
});
afterAll(() => signed.close());

interface Packed {
  readonly file: string;
  readonly entries: ReadonlyMap<string, Buffer>;
}

/** The whole log up to now, signed, as the command on the host makes it. */
async function pack(name: string): Promise<Packed> {
  const { server } = signed;
  const last = { ...STORY[0], id: name, subject: `companies/${name}` };
  expect((await server.record(last, '?wait=checkpoint')).status).toBe(201);
  const settings = { EDICT_DATABASE_URL: server.databaseUrl, EDICT_DATA_DIR: server.dataDir };
  const file = join(folder, `${name}.zip`);
  const { exit, output } = await edict(['evidence', '--whole-log', '--out', file], settings);
  expect([exit, output]).toEqual([0, expect.any(String)]);
  return { file, entries: await unpacked(await readFile(file)) };
}

const verified = ({ file }: Packed) => {
  const keys = signed.trusted.flatMap((key) => ['--key', formatVerifierKey(key)]);
  return edict(['verify', file, ...keys]);
};

const shownIn = ({ entries }: Packed): readonly unknown[] =>
  linesIn(entries, 'personal.ndjson').map(({ value }) => value);

async function erase(person: string): Promise<void> {
  const post = (path: string, body: object, key: string) =>
    signed.server.ask(path, {
      method: 'POST',
      key,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const { json } = await post('/v1/erasures', { person, reason: 'Asked for.' }, second);
  expect((await post(`/v1/erasures/${json.id}/approval`, {}, KEY)).status).toBe(200);
}

describe('An evidence pack', () => {
  it('is verified before an erasure and after it, as is the one that is made then', async () => {
    const before = await pack('before');
    expect(shownIn(before)).toEqual([OWNER, GRANTER, NOBODY, OWNER]);
    expect(await verified(before)).toMatchObject({ exit: 0 });

    await erase(OWNER);
    const after = await pack('after');
    expect(shownIn(after)).toEqual([GRANTER, NOBODY]);
    for (const [name, content] of after.entries) {
      expect([name, content.includes(OWNER)]).toEqual([name, false]);
    }
    expect(await verified(after)).toMatchObject({ exit: 0 });
    expect(await verified(before)).toMatchObject({ exit: 0 });
    const events = textIn(before.entries, 'events.ndjson');
    expect(textIn(after.entries, 'events.ndjson').startsWith(events)).toBe(true);
    expect(events).not.toContain('Canary');
  });
});
