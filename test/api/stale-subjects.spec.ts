import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { onDatabase } from '../faults/checker/stored.js';
import { until } from '../worker/worker-process.js';
import { COMPANY, FEATURE, SUSPENSION, SYSTEM } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  for (const one of [COMPANY, SYSTEM, FEATURE]) await server.record(one);
  await server.fresh('/v1/companies');
});
afterAll(() => server.close());

async function stale(path: string, key?: string): Promise<string | null> {
  const { status, headers } = await server.ask(path, key === undefined ? {} : { key });
  expect(status).toBe(200);
  return headers.get('edict-stale');
}

async function keyOf(company: string): Promise<string> {
  const { json } = await server.ask('/v1/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: company, roles: ['reader'], companies: [company] }),
  });
  return String(json['key']);
}

describe('Answers of views', () => {
  it('say nothing where all that is recorded is in them', async () => {
    expect(await stale('/v1/systems')).toBeNull();
  });

  it('say which subject lacks what from which position on, to whoever may see it', async () => {
    const [own, other] = [await keyOf('bytedance'), await keyOf('somebody-else')];
    await onDatabase(server.databaseUrl, (client) =>
      client.query(
        `alter table compliance.register_row
         add constraint fault check (register <> 'feature-suspensions') not valid`,
      ),
    );
    await server.record(SUSPENSION);
    await until(async () => (await stale('/v1/systems')) !== null);
    const lacking = 'systems/seedance-2.0@4';
    for (const path of ['/v1/companies/bytedance', '/v1/systems?format=csv', '/v1/deadlines.ics']) {
      expect([path, await stale(path)]).toEqual([path, lacking]);
    }
    expect(await stale('/v1/systems', own)).toBe(lacking);
    expect(await stale('/v1/systems', other)).toBeNull();
    const health = await server.ask('/health/ready', { key: '' });
    expect(health.json).toMatchObject({ status: 'degraded' });
  });
});
