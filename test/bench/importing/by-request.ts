import { createReadStream } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { Bench } from '../bench.js';
import type { Contender } from '../contender.js';
import { timed } from '../measuring.js';
import { KEY, startServer } from '../requesting/bench-server.js';

export const BY_REQUEST = 'NDJSON';

/** One request whose body is the file, answered line by line. */
export function byRequest(file: string, { postgres }: Bench): Contender {
  return {
    name: BY_REQUEST,
    round: async (amount) => {
      const url = await postgres.empty();
      const server = await startServer(url, postgres.folder);
      let count = 0;
      const ms = await timed(async () => {
        count = await sent(`${server.url}/v1/events`, file);
      });
      await server.stop();
      await postgres.drop(url);
      if (count !== amount) throw new Error(`${count} of ${amount} events were recorded.`);
      return { count, ms };
    },
    end: () => Promise.resolve(),
  };
}

async function sent(url: string, file: string): Promise<number> {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-ndjson' };
  const sending = request(url, { method: 'POST', headers });
  const answering = new Promise<IncomingMessage>((resolve, reject) => {
    sending.once('response', resolve);
    sending.once('error', reject);
  });
  const [count] = await Promise.all([
    answering.then(recordedIn),
    pipeline(createReadStream(file), sending),
  ]);
  return count;
}

async function recordedIn(answer: IncomingMessage): Promise<number> {
  let count = 0;
  for await (const line of createInterface(answer)) {
    if (line.includes('"problem"')) throw new Error(line);
    count += 1;
  }
  return count;
}
