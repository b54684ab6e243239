import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { COMPANY, SYSTEM } from '../api/setup/february.js';
import { until } from '../worker/worker-process.js';
import { SignedServer } from './signed-server.js';

let signed: SignedServer;
beforeAll(async () => {
  signed = await SignedServer.start({ intervalMs: 200 });
});
afterAll(() => signed.close());

async function tamper(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: signed.server.databaseUrl });
  await client.connect();
  await client.query('alter table ledger.event disable trigger user');
  for (const statement of statements) await client.query(statement);
  await client.end();
}

describe('A ledger that a superuser has changed', () => {
  it('is not signed further, which health and metrics say, and its clients see it too', async () => {
    const { server } = signed;
    await server.record(COMPANY, '?wait=checkpoint');
    const before = await signed.client().checkpoint();
    await tamper(
      `update ledger.event set bytes = convert_to(
         replace(convert_from(bytes, 'UTF8'), 'ByteDance', 'ByteDancf'), 'UTF8')`,
    );
    await until(async () => {
      const { json } = await server.ask('/health/ready', { key: '' });
      return JSON.stringify(json).includes('Checkpoints are not signed.');
    });
    const { json } = await server.ask('/health/ready', { key: '' });
    expect(json).toMatchObject({ status: 'degraded' });
    // What is open to everyone names no cause.
    expect(JSON.stringify(json)).not.toMatch(/root|event/);
    expect((await server.ask('/metrics')).text).toContain('edict_checkpoint_refused 1');
    const recorded = await server.record(SYSTEM, '?wait=checkpoint');
    expect(recorded.json).toMatchObject({ position: 2, warnings: [{ code: 'not-yet-signed' }] });
    expect(await signed.client().checkpoint()).toEqual(before);
    await expect(signed.client().all()).rejects.toThrow('The tiles have another root.');
  }, 60_000);
});
