import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { awaitBody } from './awaited-body.js';

const IDLE_MS = 200;
let server: Server;
beforeAll(async () => {
  server = createServer((request, reply) => {
    awaitBody(request, IDLE_MS);
    text(request).then(
      (body) => reply.end(`had ${body}`),
      () => reply.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
});

async function sends(parts: readonly string[], pauseMs: number): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  const answer = text(socket);
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\n');
  for (const part of parts) {
    socket.write(part);
    await sleep(pauseMs);
  }
  return answer;
}

describe('A body', () => {
  it('of which nothing comes any more is given up', async () => {
    expect(await sends(['a', 'b'], 10)).toBe('');
  });

  it('that comes bit by bit is read to its end', async () => {
    expect(await sends(['a', 'b', 'c', 'd'], IDLE_MS / 4)).toMatch(/had abcd$/);
  });
});
