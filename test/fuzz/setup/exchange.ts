import { request } from 'node:http';
import type { Agent, IncomingHttpHeaders } from 'node:http';
import type { FuzzedRequest } from './requests.js';

export interface Exchanged {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly ms: number;
}

/** The server that is fuzzed, and how to be let in. */
export interface Target {
  readonly url: string;
  readonly key: string;
  readonly agent: Agent;
}

/** A request that has no whole answer by then is a finding of its own. */
export const ANSWER_MS_MAX = 30_000;
/** A live stream never ends: what comes at once is enough. */
const LIVE_MS = 30;

/** Sends a request byte by byte as it was made; no library repairs what is wrong with it. */
export function exchange(target: Target, asked: FuzzedRequest): Promise<Exchanged> {
  const { method, path, body } = asked;
  const { hostname, port } = new URL(target.url);
  const begun = performance.now();
  const headers = {
    authorization: `Bearer ${target.key}`,
    ...asked.headers,
    ...(body && { 'content-type': body.type, 'content-length': String(body.bytes.length) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: target.agent });
    const end = setTimeout(() => sent.destroy(new Error('No answer came.')), ANSWER_MS_MAX);
    sent.on('error', (error) => {
      clearTimeout(end);
      reject(error);
    });
    sent.on('response', (answer) => {
      const parts: Buffer[] = [];
      const finish = () => {
        clearTimeout(end);
        const ms = performance.now() - begun;
        const { statusCode: status = 0, headers: answered } = answer;
        resolve({ status, headers: answered, body: Buffer.concat(parts), ms });
      };
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', finish);
      answer.on('error', reject);
      if (answer.headers['content-type']?.startsWith('text/event-stream') === true) {
        setTimeout(() => {
          finish();
          sent.destroy();
        }, LIVE_MS);
      }
    });
    sent.end(body?.bytes);
  });
}
