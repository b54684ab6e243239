import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { tellStoryTo } from '../api/setup/filing-duty.js';
import { KEY } from '../api/setup/running-server.js';
import { SignedServer } from '../log/signed-server.js';
import { fuzz } from './setup/fuzz.js';

const SEED_MAX = 2 ** 31;
const MINUTES = Number(process.env['EDICT_TEST_FUZZ_MINUTES'] ?? 0);
const SEED = Number(process.env['EDICT_TEST_FUZZ_SEED'] ?? randomInt(SEED_MAX));
const ONLY = process.env['EDICT_TEST_FUZZ_ONLY'];
const REQUESTS_EACH = Number(process.env['EDICT_TEST_FUZZ_EACH'] ?? 8);
/** What one round, the start of a server and the making small of findings may take. */
const BEYOND_MS = 300_000;

let signed: SignedServer;
beforeAll(async () => {
  signed = await SignedServer.start();
  await tellStoryTo(signed.server);
});
afterAll(() => signed.close());

it(
  `No made-up request hurts the server (seed ${SEED})`,
  async () => {
    const report = await fuzz({
      url: signed.server.url,
      key: KEY,
      seed: SEED,
      requestsEach: REQUESTS_EACH,
      minutes: MINUTES,
      ...(ONLY === undefined ? {} : { only: ONLY }),
    });
    const { requests, statuses } = report;
    process.stdout.write(`seed ${SEED}: ${requests} requests, ${JSON.stringify(statuses)}\n`);
    expect(report.findings).toEqual([]);
    const { json } = await signed.server.ask('/health/ready');
    expect(json).toMatchObject({ status: 'ok' });
  },
  MINUTES * 60_000 + BEYOND_MS,
);
