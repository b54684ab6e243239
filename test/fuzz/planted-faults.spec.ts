import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tellStory } from '../api/setup/filing-duty.js';
import type { RunningServer } from '../api/setup/running-server.js';
import { KEY } from '../api/setup/running-server.js';
import type { Answered, Fault } from './setup/faulty-server.js';
import { FaultyServer } from './setup/faulty-server.js';
import { fuzz } from './setup/fuzz.js';

let server: RunningServer;
beforeAll(async () => {
  server = await tellStory();
});
afterAll(() => server.close());

const ONLY = 'GET /v1/terms';
const SEED = 7;
/** As rare as a real fault: only where a filter was given. */
const FILTERED = /\/v1\/terms\?.*\bkind=/;

function where(isMet: (answer: Answered) => boolean, made: (answer: Answered) => Answered): Fault {
  return (path, answer) => (FILTERED.test(path) && isMet(answer) ? made(answer) : undefined);
}

const isGiven = ({ status, headers }: Answered) =>
  status === 200 && headers['content-type']?.startsWith('application/json') === true;
const isRefused = ({ status }: Answered) => status === 400;

const FAULTS: readonly (readonly [kind: string, Fault])[] = [
  ['server error', where(isGiven, (one) => ({ ...one, status: 500 }))],
  ['status', where(isGiven, (one) => ({ ...one, status: 202 }))],
  [
    'content type',
    where(isGiven, (one) => ({ ...one, headers: { ...one.headers, 'content-type': 'text/html' } })),
  ],
  [
    'schema',
    where(isGiven, (one) => ({
      ...one,
      body: Buffer.from(one.body.toString().replace('"items":', '"rows":[],"items":')),
    })),
  ],
  [
    'internals',
    where(isRefused, (one) => ({
      ...one,
      body: Buffer.from(
        one.body.toString().replace('"detail":"', '"detail":"relation \\"term\\" at Pool (x.ts:7)'),
      ),
    })),
  ],
];

describe('The made-up requests find a fault that was put in', () => {
  it.each(FAULTS)('of the kind %s', async (kind, fault) => {
    const faulty = await FaultyServer.before(server.url, fault);
    try {
      const asked = { key: KEY, seed: SEED, requestsEach: 100, only: ONLY };
      const { findings } = await fuzz({ url: faulty.url, ...asked });
      expect(findings).toEqual([expect.stringContaining(`${kind} at ${ONLY}`)]);
      // Made small, what is left of the request is what it takes.
      expect(findings[0]).toMatch(/\/v1\/terms\?/);
    } finally {
      await faulty.close();
    }
  });

  it('and nothing where there is none', async () => {
    const faulty = await FaultyServer.before(server.url, () => undefined);
    try {
      const asked = { key: KEY, seed: SEED, requestsEach: 30, only: ONLY };
      expect((await fuzz({ url: faulty.url, ...asked })).findings).toEqual([]);
    } finally {
      await faulty.close();
    }
  });
});
