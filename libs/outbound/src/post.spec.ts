import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { ANSWER_BYTES_MAX, post } from './post.js';

const ALLOWED = { hosts: [], networks: ['127.0.0.0/8'] };

let server: Server | undefined;
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server?.close();
});

/** Somebody who says what he likes to whoever calls. */
async function answering(answer: (socket: Socket) => void): Promise<string> {
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      answer(socket);
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
}

const posted = (url: string) =>
  post(ALLOWED, url, {}, Buffer.from('{}'), new AbortController().signal);

describe('A call', () => {
  it('ends where another protocol is answered', async () => {
    const url = await answering((socket) => {
      socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n');
    });
    await expect(posted(url)).rejects.toThrow('without an answer');
  });

  it('ends where the connection does', async () => {
    const url = await answering((socket) => socket.end());
    await expect(posted(url)).rejects.toThrow('socket hang up');
  });

  it('reads no more of an endless answer than it must', async () => {
    let sent = 0;
    const url = await answering((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const more = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(ANSWER_BYTES_MAX))) {
          sent += ANSWER_BYTES_MAX;
        }
      };
      socket.on('drain', more);
      more();
    });
    expect(await posted(url)).toBe(200);
    expect(sent).toBeLessThan(1_000 * ANSWER_BYTES_MAX);
  });
});
