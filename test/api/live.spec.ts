import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CREDENTIAL_ASKED_EVERY_MS } from '../../apps/api/src/access/credentials.js';
import { LiveConnections } from '../../apps/api/src/events/live-connections.js';
import { withHeartbeat } from '../../apps/api/src/events/heartbeat.js';
import { COMPANY, event, FEATURE, SUSPENSION, SYSTEM } from './setup/february.js';
import { KEY, RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  await server.record(COMPANY);
  await server.record(SYSTEM);
});
afterAll(() => server.close());

/** Reads a live stream until it has so many events; then goes away. */
async function follow(query: string, count: number, lastEventId?: number): Promise<string[]> {
  const leaving = new AbortController();
  const resume = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) };
  const response = await fetch(`${server.url}/v1/events${query}`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${KEY}`, ...resume },
    signal: leaving.signal,
  });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  let text = '';
  for await (const part of response.body ?? []) {
    text += Buffer.from(part as Uint8Array).toString();
    if (idsIn(text).length >= count) break;
  }
  leaving.abort();
  return idsIn(text);
}

const idsIn = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => String(id));

describe('The live ledger', () => {
  it('goes on after the last event that a reader saw', async () => {
    expect(await follow('', 1, 1)).toEqual(['2']);
    expect(await follow('?after=0', 2)).toEqual(['1', '2']);
  });

  it('brings what is recorded from now on, and only what is asked for', async () => {
    const reading = follow('?type=feature.*&company=bytedance', 2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stranger = event('stranger', 'company.registered', 'companies/stranger', {
      name: { en: 'Stranger' },
      jurisdiction: 'US',
    });
    for (const one of [stranger, FEATURE, SUSPENSION]) await server.record(one);
    expect(await reading).toEqual(['4', '5']);
  });

  it('follows the systems that a company gets while it is followed', async () => {
    const reading = follow('?company=bytedance', 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { json } = await server.record({ ...SYSTEM, id: 'kling', subject: 'systems/new' });
    expect(await reading).toEqual([String(json.position)]);
  });

  it('ends when the key is revoked that it is read by', async () => {
    const { json } = await server.ask('/v1/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'spec', roles: ['reader'] }),
    });
    const response = await fetch(`${server.url}/v1/events`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${String(json['key'])}` },
    });
    const reading = response.text();
    await server.ask(`/v1/keys/${json.id}`, { method: 'DELETE' });
    const revokedAt = Date.now();
    await expect(reading).rejects.toThrow('terminated');
    expect(Date.now() - revokedAt).toBeLessThan(2 * CREDENTIAL_ASKED_EVERY_MS);
  }, 20_000);

  it('is over for whoever went away before it began', async () => {
    const listening = createServer();
    listening.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const socket = connect((listening.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: spec\r\n\r\n');
    const [, response] = (await once(listening, 'request')) as [unknown, ServerResponse];
    socket.destroy();
    await once(response, 'close');
    expect(new LiveConnections().open(response).aborted).toBe(true);
    listening.close();
  });

  it('does not keep the server from closing', async () => {
    const other = await RunningServer.start();
    const response = await fetch(`${other.url}/v1/events`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${KEY}` },
    });
    const startedAt = Date.now();
    await other.close();
    expect(Date.now() - startedAt).toBeLessThan(5000);
    await expect(response.text()).resolves.toContain('retry:');
  });
});

describe('A heartbeat', () => {
  it('fills silence, and ends when nobody listens', async () => {
    const leaving = new AbortController();
    async function* slow() {
      yield 'one';
      await new Promise((resolve) => {
        leaving.signal.addEventListener('abort', resolve);
      });
    }
    const seen: string[] = [];
    for await (const message of withHeartbeat(slow(), leaving.signal, 20)) {
      seen.push(message);
      if (seen.length === 3) leaving.abort();
    }
    expect(seen).toEqual(['one', ': heartbeat\n\n', ': heartbeat\n\n']);
  });
});
