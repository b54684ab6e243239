import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { formatVerifierKey, openCheckpoint, parseSignerKey, parseVerifierKey } from '#libs/merkle';
import { COMPANY, FEATURE, SYSTEM } from '../api/setup/february.js';
import { createTestDatabase } from '../setup/database.js';
import { ADMIN_KEY, edict, newDataDirectory, up } from '../start/edict-process.js';
import type { EdictProcess, Settings } from '../start/edict-process.js';

const NEW = 'log.example/edict-2';
const COMMAND = ['log', 'new-origin', '--origin', NEW, '--reason', 'The disk broke.'];

let dataDir: string;
let databaseUrl: string;
let backupUrl: string;
let running: EdictProcess | undefined;
let formerKey: string;
let key: string;

beforeAll(async () => {
  dataDir = await newDataDirectory();
  ({ url: databaseUrl } = await createTestDatabase());
  await recorded(databaseUrl, { before: COMPANY, after: SYSTEM });
  const text = await readFile(join(dataDir, 'log', 'signing-key'), 'utf8');
  formerKey = formatVerifierKey(parseSignerKey(text.trim()).verifier);
  backupUrl = await backedUp();
  await recorded(databaseUrl, { later: FEATURE });
});
afterAll(stop);

/** Another database, made of this one as it is now. */
async function backedUp(): Promise<string> {
  const backup = new URL((await createTestDatabase()).url);
  const [own, other] = [new URL(databaseUrl), backup].map(({ pathname }) => pathname.slice(1));
  const server = new URL(backup);
  server.pathname = 'postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  await client.query(`drop database ${other ?? ''}`);
  await client.query(`create database ${other ?? ''} template ${own ?? ''}`);
  await client.end();
  return backup.href;
}

const settings = (url = backupUrl): Settings => ({
  EDICT_DATABASE_URL: url,
  EDICT_DATA_DIR: dataDir,
});
const anchor = (name: string) => join(dataDir, `${name}.checkpoint`);
const verify = (...args: readonly string[]) =>
  edict(['verify', ...[formerKey, key].flatMap((one) => ['--key', one]), ...args], settings());

async function stop(): Promise<void> {
  running?.kill('SIGTERM');
  await running?.exit;
  running = undefined;
}

/** Starts, records each event until it is signed, keeps that checkpoint by its name, and stops. */
async function recorded(url: string, events: Readonly<Record<string, object>>): Promise<void> {
  running = up(settings(url));
  const address = await running.ready();
  for (const [name, event] of Object.entries(events)) {
    const headers = {
      authorization: `Bearer ${ADMIN_KEY}`,
      'content-type': 'application/cloudevents+json',
    };
    const body = JSON.stringify(event);
    const asked = { method: 'POST', headers, body };
    const answer = await fetch(`${address}/v1/events?wait=checkpoint`, asked);
    expect(await answer.json()).toMatchObject({ proof: expect.any(String) });
    const checkpoint = await fetch(`${address}/v1/log/checkpoint`);
    await writeFile(anchor(name), await checkpoint.text());
  }
  await stop();
}

describe('edict log new-origin', () => {
  it('is what a start on an older backup names, and needs to be wanted', async () => {
    running = up(settings());
    expect(await running.exit).toBe(2);
    expect(running.output).toContain('"edict log new-origin" begins anew');
    const unasked = await edict(COMMAND, settings());
    expect(unasked.exit).toBe(2);
    expect(unasked.output).toMatch(
      /^Of the 3 events that .* has signed, 2 are left\. .* give --yes/,
    );
    expect(await edict(['log', 'new-origin', '--origin', NEW], settings())).toMatchObject({
      exit: 2,
      output: expect.stringContaining('--reason'),
    });
    expect((await edict(['log', 'new-origin', '--help'])).output).toMatch(/^Usage: edict log new-/);
  });

  it('begins the log anew, after which Edict starts, records and signs', async () => {
    const { exit, output } = await edict([...COMMAND, '--yes', '--json'], settings());
    expect(exit).toBe(0);
    const begun = JSON.parse(output) as { key: string };
    expect(begun).toMatchObject({ position: 3, size: 3, lost: { from: 3, to: 3 }, origin: NEW });
    ({ key } = begun);
    // What was lost is reported again.
    await recorded(backupUrl, { now: FEATURE });
    const note = await readFile(anchor('now'), 'utf8');
    expect(openCheckpoint(note, [parseVerifierKey(key)])).toMatchObject({ origin: NEW, size: 4 });
  });

  it('leaves a ledger and views that are verified, against older checkpoints too', async () => {
    const { exit, output } = await verify('--since', anchor('before'), '--since', anchor('after'));
    expect(output).toContain('The ledger of 4 events is as it was recorded and signed.');
    expect(output).toMatch(/Event 3 begins the log anew as .*-2: events 3 to 3 of .* were lost/);
    expect(output).toContain('The views as known at position 4 are what the ledger gives');
    expect(exit).toBe(0);
  });

  it('has verification name what was lost of a checkpoint over more', async () => {
    const { exit, output } = await verify('--ledger', '--full', '--since', anchor('later'));
    expect(output).toMatch(
      /later\.checkpoint cannot be held against it: of its 3 events the first 2/,
    );
    expect(exit).toBe(3);
  });

  it('changes nothing where nothing is lost', async () => {
    const again = ['log', 'new-origin', '--origin', `${NEW}-3`, '--reason', 'none', '--yes'];
    expect(await edict(again, settings())).toMatchObject({
      exit: 2,
      output: expect.stringContaining('has 4 events, and what was signed last is over 4'),
    });
  });
});
