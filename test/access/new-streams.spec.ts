import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool, inTransaction } from '#libs/database';
import { COMPANY, event, SYSTEM } from '../api/setup/february.js';
import { RunningServer } from '../api/setup/running-server.js';

const TOLD_WITHIN_MS = 500;

let server: RunningServer;
let owner: pg.Pool;
let key: string;

beforeAll(async () => {
  server = await RunningServer.start();
  owner = createPool({ url: server.databaseUrl, applicationName: 'spec', max: 1 });
  await server.record(COMPANY);
  await server.record(SYSTEM);
  await server.fresh('/v1/companies');
  const { json } = await server.ask('/v1/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'spec', roles: ['auditor'], companies: ['bytedance'] }),
  });
  key = String(json['key']);
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

/** Does something while the registers stand still, and do not know whose a new stream is. */
function whileNothingIsProjected<Result>(work: () => Promise<Result>): Promise<Result> {
  return inTransaction(owner, async (transaction) => {
    await transaction.query(`select from ledger.projection where name = 'registers' for update`);
    return work();
  });
}

let made = 0;

/** One event of a stream that is new, and one behind it of a stream that is known. */
async function recordBoth(): Promise<readonly number[]> {
  made += 1;
  const introduced = { ...SYSTEM, id: `new-${made}`, subject: `systems/new-${made}` };
  const published = event(`claim-${made}`, 'claim.published', 'companies/bytedance', {
    claim: `claim-${made}`,
  });
  const answers = [await server.record(introduced), await server.record(published)];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  return answers.map(({ json }) => json.position);
}

const idsIn = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

describe('A key of one company', () => {
  it.each(['application/json', 'application/x-ndjson', 'text/csv'])(
    'that goes on where an answer in %s ended has every event of a new system',
    async (accept) => {
      const after = await server.head();
      const { positions, first } = await whileNothingIsProjected(async () => ({
        positions: await recordBoth(),
        first: await server.ask(`/v1/events?after=${after}`, { key, headers: { accept } }),
      }));
      const reached = Number(first.headers.get('edict-position'));
      const told = (position: number) => new RegExp(`("position":|^1\\.0,)${position},`, 'm');
      for (const position of positions) expect(first.text).not.toMatch(told(position));
      const next = await server.fresh(`/v1/events?after=${reached}`, { key, headers: { accept } });
      for (const position of positions) expect(next.text).toMatch(told(position));
    },
  );

  it('that follows the ledger live is told of every event of a new system', async () => {
    const leaving = new AbortController();
    const response = await fetch(`${server.url}/v1/events`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${key}` },
      signal: leaving.signal,
    });
    const positions = await whileNothingIsProjected(async () => {
      const both = await recordBoth();
      await new Promise((resolve) => setTimeout(resolve, TOLD_WITHIN_MS));
      return both;
    });
    let text = '';
    for await (const part of response.body ?? []) {
      text += Buffer.from(part as Uint8Array).toString();
      if (idsIn(text).includes(positions[1] ?? 0)) break;
    }
    leaving.abort();
    expect(idsIn(text)).toEqual(positions);
  });
});
