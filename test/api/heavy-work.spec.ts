import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool } from '#libs/database';
import { HEAVY_AT_ONCE_MAX, HEAVY_WAITING_MAX } from '../../apps/api/src/answers/heavy-work.js';
import { tellStory } from './setup/filing-duty.js';
import type { RunningServer } from './setup/running-server.js';

const REFUSED = 5;
const ASKED = HEAVY_AT_ONCE_MAX + HEAVY_WAITING_MAX + REFUSED;
const LOCK = 'lock table compliance.history_source in access exclusive mode';

let server: RunningServer;
let owner: pg.Pool;
beforeAll(async () => {
  server = await tellStory();
  owner = createPool({ url: server.databaseUrl, applicationName: 'heavy spec', max: 1 });
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

describe('Work that folds whole histories', () => {
  it('waits for its turn, is refused where too many wait, and leaves the rest of the server alone', async () => {
    const client = await owner.connect();
    await client.query('begin');
    await client.query(LOCK);
    let refusals = 0;
    const answers = Array.from({ length: ASKED }, async () => {
      const answer = await server.ask('/v1/companies/bytedance/replay');
      if (answer.status === 429) refusals += 1;
      return answer;
    });
    while (refusals < REFUSED) await sleep(20);
    expect((await server.ask('/v1/companies')).status).toBe(200);
    expect((await server.ask('/v1/events')).status).toBe(200);
    await client.query('rollback');
    client.release();
    const all = await Promise.all(answers);
    const refused = all.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(REFUSED);
    for (const { json, headers } of refused) {
      expect(json.code).toBe('too-many-requests');
      expect(headers.get('retry-after')).toMatch(/^\d+$/);
    }
    expect(all.filter(({ status }) => status === 200)).toHaveLength(ASKED - REFUSED);
    expect((await server.ask('/v1/companies/bytedance/replay')).status).toBe(200);
  });
});
