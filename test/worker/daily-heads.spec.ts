import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool } from '#libs/database';
import { headOfCompany } from '#libs/evidence';
import { Ledger, LedgerLog } from '#libs/ledger';
import {
  EMPTY_ROOT,
  formatVerifierKey,
  parseSignerKey,
  signCheckpoint,
  signerKey,
} from '#libs/merkle';
import { Recorder } from '#libs/recording';
import { testPersonalValues } from '../setup/personal-values.js';
import { COMPANY, SYSTEM } from '../api/setup/february.js';
import { createTestDatabase } from '../setup/database.js';
import { edict } from '../start/edict-process.js';
import { until, WorkerProcess } from './worker-process.js';

const WAIT_MS = 30_000;

let url: string;
let dataDir: string;
let pool: pg.Pool;
let ledger: Ledger;
let worker: WorkerProcess | undefined;

beforeEach(async () => {
  ({ url } = await createTestDatabase());
  dataDir = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'heads-'));
  pool = createPool({ url, applicationName: 'heads spec', max: 4 });
  ledger = new Ledger(pool);
});

afterEach(async () => {
  worker?.kill('SIGKILL');
  await worker?.exit;
  await ledger.close();
  await pool.end();
});

const start = () =>
  (worker = new WorkerProcess({ EDICT_DATABASE_URL: url, EDICT_DATA_DIR: dataDir }));

/** As though all events had been recorded so long ago, before anything was signed. */
async function recordedDaysAgo(days: number): Promise<void> {
  const recorder = new Recorder({ ledger, personal: testPersonalValues(pool) });
  await recorder.record([COMPANY, SYSTEM], { actor: 'staff:wang' });
  const then = new Date(Date.now() - days * 24 * 3_600_000).toISOString();
  await pool.query('alter table ledger.event disable trigger user');
  await pool.query(
    `update ledger.event set recorded_time = $1::timestamptz, bytes = convert_to(regexp_replace(
       convert_from(bytes, 'UTF8'), '"recordedtime":"[^"]*"', '"recordedtime":"' || $2 || '"'
     ), 'UTF8')`,
    [then, then],
  );
  await pool.query('alter table ledger.event enable always trigger event_is_immutable');
  await pool.query('update ledger.head set recorded_time = $1::timestamptz', [then]);
}

describe('A worker', () => {
  it('counts the events of each company, of which views know nothing and verification all', async () => {
    await recordedDaysAgo(2);
    start();
    await until(async () => (await ledger.head()).position > 2);
    expect(await headOfCompany(ledger, 'bytedance', 3)).toMatchObject({ upTo: 2, count: 2 });
    const log = new LedgerLog(pool);
    expect(await log.covers(3, WAIT_MS)).toBe(true);
    log.close();
    const text = await readFile(join(dataDir, 'log', 'signing-key'), 'utf8');
    const key = formatVerifierKey(parseSignerKey(text.trim()).verifier);
    const settings = { EDICT_DATABASE_URL: url, EDICT_DATA_DIR: dataDir };
    const { exit, output } = await edict(['verify', '--key', key], settings);
    expect(output).toContain('The ledger of 3 events is as it was recorded and signed.');
    expect(output).toContain('What it says of how many events each company has is so');
    expect(output).toContain('The views as known at position 3 are what the ledger gives');
    expect(exit).toBe(0);
  });

  it('adds nothing to an older backup', async () => {
    await recordedDaysAgo(2);
    await mkdir(join(dataDir, 'log'));
    const checkpoint = { origin: 'log.example/edict', size: 3, root: EMPTY_ROOT };
    const note = signCheckpoint(checkpoint, [signerKey('log.example/edict', randomBytes(32))]);
    await writeFile(join(dataDir, 'log', 'last-checkpoint'), note);
    const { output } = await start().runs();
    await until(() => (worker?.output ?? output).includes('could not be counted'));
    expect(worker?.output).toContain('a checkpoint over 3 was signed');
    expect((await ledger.head()).position).toBe(2);
  });
});

describe('edict verify', () => {
  it('ends with 1 where the ledger says another count of events than it has, until that is mended', async () => {
    await recordedDaysAgo(2);
    await ledger.append({
      proposals: [
        {
          event: {
            ...{ source: 'urn:edict:log', id: 'forged', type: 'log.heads', subject: 'log/heads' },
            ...{ time: '2026-03-01T00:00:00Z', dataschema: 'urn:edict:event:log.heads:1' },
            data: { upTo: 2, companies: 1, root: EMPTY_ROOT.toString('base64'), forAll: 0 },
            actor: 'edict',
          },
        },
      ],
    });
    start();
    const log = new LedgerLog(pool);
    expect(await log.covers(3, WAIT_MS)).toBe(true);
    log.close();
    const settings = { EDICT_DATABASE_URL: url, EDICT_DATA_DIR: dataDir };
    for (const args of [
      ['verify', '--ledger'],
      ['verify', '--ledger', '--json'],
    ]) {
      const { exit, output } = await edict(args, settings);
      expect(output).toMatch(/heads.*Event 3 says that 1 companies have events up to 2/);
      expect(exit).toBe(1);
    }
  });
});
