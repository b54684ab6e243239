import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AllowedCalls } from './allowed-calls.js';
import { checkedLookup, checkUrl } from './checked-calls.js';

/** From looking the name up to the last byte of the answer. */
export const CALL_TIME_MAX_MS = 15_000;
/** More of an answer is not read. */
export const ANSWER_BYTES_MAX = 65_536;

/**
 * Posts a body to an address that may be called, and tells the status of the answer. It follows no
 * redirect, and the connection goes to the address that was checked.
 * @throws CallNotAllowed, and what a connection fails with
 */
export async function post(
  allowed: AllowedCalls,
  address: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  signal: AbortSignal,
): Promise<number> {
  const url = checkUrl(allowed, address);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(CALL_TIME_MAX_MS)]);
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': body.length },
      lookup: checkedLookup(allowed, url.protocol),
      signal: limited,
      agent: false,
    });
    let isAnswered = false;
    sent.once('error', reject);
    // Whoever answers that another protocol follows gives neither an answer nor an error.
    sent.once('close', () => {
      if (!isAnswered) reject(new Error('The connection ended without an answer.'));
    });
    sent.once('response', (answer) => {
      isAnswered = true;
      readToEnd(answer).then(() => {
        resolve(answer.statusCode ?? 0);
      }, reject);
    });
    sent.end(body);
  });
}

async function readToEnd(answer: IncomingMessage): Promise<void> {
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) break;
  }
}
