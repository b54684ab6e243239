import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openCheckpoint, parseSignerKey, verifyTlogProof } from '#libs/merkle';
import { COMPANY, SYSTEM } from '../api/setup/february.js';
import { createTestDatabase } from '../setup/database.js';
import { putBack } from '../setup/put-back.js';
import { ADMIN_KEY, edict, newDataDirectory, up } from './edict-process.js';
import type { EdictProcess } from './edict-process.js';

let folder: string;
let databaseUrl: string;
let started: EdictProcess[];

beforeEach(async () => {
  folder = await newDataDirectory();
  ({ url: databaseUrl } = await createTestDatabase());
  started = [];
});
afterEach(async () => {
  for (const process of started) {
    process.kill('SIGTERM');
    await process.exit;
  }
});

function start(): EdictProcess {
  const process = up({ EDICT_DATA_DIR: folder, EDICT_DATABASE_URL: databaseUrl });
  started.push(process);
  return process;
}

async function recordSigned(url: string, event: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}/v1/events?wait=checkpoint`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ADMIN_KEY}`,
      'content-type': 'application/cloudevents+json',
    },
    body: JSON.stringify(event),
  });
  return (await answer.json()) as Record<string, unknown>;
}

describe('A start', () => {
  it('signs what is recorded, and refuses an older backup under what it has signed', async () => {
    const first = start();
    const url = await first.ready();
    await recordSigned(url, COMPANY);
    const receipt = await recordSigned(url, SYSTEM);
    const text = await readFile(join(folder, 'log', 'signing-key'), 'utf8');
    const trusted = [parseSignerKey(text.trim()).verifier];
    const leaf = Buffer.from(String(receipt['leafHash']), 'hex');
    expect(verifyTlogProof(String(receipt['proof']), leaf, trusted).size).toBe(2);
    const note = await (await fetch(`${url}/v1/log/checkpoint`)).text();
    expect(openCheckpoint(note, trusted).size).toBe(2);
    first.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    await putBack(databaseUrl, 1);
    const refusal =
      'The ledger has 1 events, but a checkpoint over 2 was signed: the database is an older backup';
    const second = start();
    expect(await second.exit).toBe(2);
    expect(second.output).toContain(refusal);
    const file = join(folder, 'more.json');
    await writeFile(file, JSON.stringify([SYSTEM]));
    const settings = { EDICT_DATA_DIR: folder, EDICT_DATABASE_URL: databaseUrl };
    const imported = await edict(['import', file], settings);
    expect(imported.exit).toBe(2);
    expect(imported.output).toContain(refusal);
  });
});
