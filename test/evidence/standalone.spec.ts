import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { edict } from '../start/edict-process.js';
import { AskedOffline } from './asked-offline.js';
import { refitted, unpacked, zipped } from './repacked.js';
import { KEPT, SignedWorld } from './signed-world.js';

const BUILT = 'dist/verify.mjs';
const ELSEWHERE = { TZ: 'Pacific/Chatham', LC_ALL: 'tr_TR.UTF-8' };

let world: SignedWorld;
let offline: AskedOffline;
let pack: Buffer;
let script: Buffer;

beforeAll(async () => {
  world = await SignedWorld.open();
  offline = await AskedOffline.open(world.key);
  pack = await world.pack(world.question({ since: KEPT }));
  script = (await unpacked(pack)).get('verify.mjs') ?? Buffer.of();
});
afterAll(async () => {
  await world.close();
  await offline.close();
});

interface Ended {
  readonly exit: number;
  readonly output: string;
}

/** What a shell says in the folder, where `$0` is Node. */
async function shell(line: string, args: readonly string[]): Promise<Ended> {
  return ended('sh', ['-c', line, process.execPath, ...args], {});
}

/** The verifier out of the pack, in a folder where nothing else of Edict is. */
async function standalone(args: readonly string[], settings: object = {}): Promise<Ended> {
  const path = await offline.file('verify.mjs', script);
  return ended(process.execPath, [path, ...args], settings);
}

function ended(command: string, args: readonly string[], settings: object): Promise<Ended> {
  const options = { cwd: offline.folder, env: { PATH: process.env['PATH'], ...settings } };
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      const exit = error === null ? 0 : Number(error.code);
      resolve({ exit, output: stdout === '' ? stderr : stdout });
    });
  });
}

describe('The verifier in a pack', () => {
  it('is the one that was built, which needs nothing but Node', async () => {
    expect(script.equals(await readFile(BUILT))).toBe(true);
    const text = script.toString('utf8');
    const imported = [...text.matchAll(/^(?:import|export) .*from "([^"]+)";$/gm)].map(
      ([, from]) => from ?? '',
    );
    expect(imported.length).toBeGreaterThan(3);
    const others = imported.filter((from) => !builtinModules.includes(from.replace(/^node:/, '')));
    expect(others).toEqual([]);
    const unwanted = /\b(?:require|import)\(|@nestjs|typeorm|node:net|node:http|isISO8601/.exec(
      text,
    );
    expect(unwanted?.[0]).toBeUndefined();
  });

  it('says the same as edict verify, in words and as JSON, wherever it runs', async () => {
    const files = await unpacked(pack);
    const events = String(files.get('events.ndjson')).replace('"text"', '"audio"');
    const tampered = [...files].map(([name, bytes]): readonly [string, Buffer] => [
      name,
      name === 'events.ndjson' ? Buffer.from(events) : bytes,
    ]);
    const path = await offline.file('some.zip', pack);
    const kept = await offline.file('kept.checkpoint', world.kept);
    const asked: readonly (readonly [number, readonly string[]])[] = [
      [0, [path, '--key', world.key]],
      [0, [path, '--key', world.key, '--since', kept, '--json']],
      [3, [path]],
      [1, [await offline.file('bad.zip', await zipped(refitted(tampered))), '--key', world.key]],
      [2, [await offline.file('cut.zip', pack.subarray(0, 4_000)), '--key', world.key, '--json']],
      [2, [path, '--key', 'mine']],
      [2, ['nowhere.zip', '--key', world.key]],
    ];
    for (const [exit, args] of asked) {
      const said = await standalone(args);
      expect([args, said.exit]).toEqual([args, exit]);
      expect(await standalone(args, ELSEWHERE)).toEqual(said);
      const command = await edict(['verify', ...args], ELSEWHERE);
      expect([command.exit, command.output.trim()]).toEqual([exit, said.output.trim()]);
    }
  });

  it('takes as many older checkpoints as there are, with few files open, and of each so much', async () => {
    const path = await offline.file('some.zip', pack);
    const folder = join(offline.folder, 'anchors');
    await mkdir(folder);
    for (let hour = 0; hour < 200; hour += 1) {
      await writeFile(join(folder, `${hour}.checkpoint`), world.kept);
    }
    const ask = (since: string) =>
      shell(`ulimit -n 64; "$0" verify.mjs "$@"`, [path, '--key', world.key, '--since', since]);
    await offline.file('verify.mjs', script);
    const many = await ask(folder);
    expect(many.output).toContain('Checkpoint over 12');
    expect(many.exit).toBe(0);
    const endless = await ask('/dev/zero');
    expect(endless.output).toContain('/dev/zero is no checkpoint: too long');
    expect(endless.exit).toBe(2);
  });

  it('is told how it is used', async () => {
    for (const args of [[], ['a.zip', 'b.zip'], ['a.zip', '--unknown']]) {
      const { exit, output } = await standalone(args);
      expect(exit).toBe(2);
      expect(output).toContain('node verify.mjs <pack.zip> --key <verifier key>');
    }
  });
});

describe('edict verify of a pack', () => {
  it('takes no option that is for a database', async () => {
    const path = await offline.file('some.zip', pack);
    for (const option of ['--full', '--ledger', '--views']) {
      expect(await edict(['verify', path, option], {})).toMatchObject({ exit: 2 });
    }
  });

  it('needs no database', async () => {
    const path = await offline.file('some.zip', pack);
    const settings = { EDICT_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' };
    const { exit, output } = await edict(['verify', path, '--key', world.key], settings);
    expect(output).toContain('Verified: the pack is what the log has signed.');
    expect(exit).toBe(0);
  });
});
