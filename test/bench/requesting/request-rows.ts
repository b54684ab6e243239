import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench } from '../bench.js';
import { ProcessContender } from '../contender.js';
import type { Contender } from '../contender.js';
import { installPeers, PEERS } from '../peers.js';
import { inTurns } from '../rounds.js';
import type { Paces, Rounds } from '../rounds.js';
import type { Row } from '../row.js';
import { goalText, rateText, ratioText, verdictOn } from '../verdict.js';
import { KEY, startServer } from './bench-server.js';
import type { BenchServer } from './bench-server.js';
import { introductions } from './made-up-systems.js';

export const LOAD = join(PEERS, 'load.mjs');
export const MADE = pathToFileURL(
  resolve('dist', 'test', 'bench', 'requesting', 'made-up-systems.js'),
).href;
/** Enough for two loads of all connections. */
const SYSTEMS = 2_048;
const BATCH = 500;
const QUICK: Rounds = { counted: 3, amount: 64 * 20, warmUp: true };
const WHOLE: Rounds = { counted: 5, amount: 64 * 400, warmUp: true };
const GOAL = { atLeast: 0.45, than: 'a validated echo by the same server' };

/** One event for each request, 64 connections, against the same body sent back. */
export async function requestRows({ postgres, isQuick, say }: Bench): Promise<readonly Row[]> {
  const missing = await installPeers(say);
  if (missing !== undefined) return [notMeasured(missing)];
  const server = await startServer(await postgres.empty(), postgres.folder);
  const contenders: Contender[] = [];
  try {
    await introduce(server);
    for (const [name, path] of [
      ['events', '/v1/events'],
      ['echo', '/bench/echo'],
    ] as const) {
      const words = [server.url + path, KEY, MADE, name];
      contenders.push(await ProcessContender.start(name, LOAD, ...words));
    }
    say('requesting: one event for each request, and its echo');
    return [row(await inTurns(contenders, isQuick ? QUICK : WHOLE, say))];
  } finally {
    for (const contender of contenders) await contender.end();
    await server.stop();
  }
}

function row(paces: Paces): Row {
  const ratio = paces.ratio('events', 'echo');
  return {
    name: 'P3 POST one event',
    measured: `${rateText(paces.rate('events'))}; ${ratioText(ratio)} the echo (${rateText(paces.rate('echo'))})`,
    goal: goalText(GOAL),
    verdict: verdictOn(ratio.median, GOAL),
    numbers: paces.numbers(),
  };
}

function notMeasured(reason: string): Row {
  return {
    name: 'P3 POST one event',
    measured: `not measured: autocannon ${reason}`,
    goal: goalText(GOAL),
    numbers: {},
  };
}

export async function introduce({ url }: BenchServer): Promise<void> {
  const events = [...introductions(SYSTEMS)];
  for (let start = 0; start < events.length; start += BATCH) {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${KEY}`,
        'content-type': 'application/cloudevents-batch+json',
      },
      body: JSON.stringify(events.slice(start, start + BATCH)),
    });
    if (!response.ok) throw new Error(`POST /v1/events: ${await response.text()}`);
  }
}
