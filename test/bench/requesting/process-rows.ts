import { availableParallelism } from 'node:os';
import type { Bench } from '../bench.js';
import { ProcessContender } from '../contender.js';
import type { Contender, Pace } from '../contender.js';
import { installPeers } from '../peers.js';
import { inTurns } from '../rounds.js';
import type { Paces, Rounds } from '../rounds.js';
import type { Row } from '../row.js';
import { rateText, ratioText } from '../verdict.js';
import { KEY, startServer } from './bench-server.js';
import { introduce, LOAD, MADE } from './request-rows.js';

const PROCESSES = 3;
const CONNECTIONS = 60;
const QUICK: Rounds = { counted: 3, amount: CONNECTIONS * 100, warmUp: true };
const WHOLE: Rounds = { counted: 5, amount: CONNECTIONS * 400, warmUp: true };
const NAME = 'several API processes';
/** One for each API, one that sends for each, PostgreSQL. */
const CORES = 2 * PROCESSES + 1;

/** The same requests to one API process, and spread over several on the same PostgreSQL. */
export async function processRows({ postgres, isQuick, say }: Bench): Promise<readonly Row[]> {
  const missing = await installPeers(say);
  if (missing !== undefined) return [notMeasured(missing)];
  const databaseUrl = await postgres.empty();
  const first = await startServer(databaseUrl, postgres.folder);
  const servers = [first];
  const contenders: Contender[] = [];
  try {
    while (servers.length < PROCESSES)
      servers.push(await startServer(databaseUrl, postgres.folder));
    const urls = servers.map(({ url }) => `${url}/v1/events`);
    await introduce(first);
    contenders.push(await Together.start('one', urls.slice(0, 1), 0));
    contenders.push(await Together.start('several', urls, CONNECTIONS));
    say('requesting: one event for each request, to one process and to several');
    return [row(await inTurns(contenders, isQuick ? QUICK : WHOLE, say))];
  } finally {
    for (const contender of contenders) await contender.end();
    for (const server of servers) await server.stop();
  }
}

/** One that sends for each address, all at once; together they have the same connections. */
class Together implements Contender {
  private constructor(
    readonly name: string,
    private readonly members: readonly Contender[],
  ) {}

  /** @param first number of its first connection: what it sends about, nobody else does */
  static async start(name: string, urls: readonly string[], first: number): Promise<Together> {
    const each = CONNECTIONS / urls.length;
    const members = urls.map((url, index) => {
      const numbers = [first + index * each, each].map(String);
      return ProcessContender.start(name, LOAD, url, KEY, MADE, name, ...numbers);
    });
    return new Together(name, await Promise.all(members));
  }

  async round(amount: number): Promise<Pace> {
    const each = amount / this.members.length;
    const paces = await Promise.all(this.members.map((member) => member.round(each)));
    const count = paces.reduce((sum, pace) => sum + pace.count, 0);
    return { count, ms: Math.max(...paces.map(({ ms }) => ms)) };
  }

  async end(): Promise<void> {
    await Promise.all(this.members.map((member) => member.end()));
  }
}

function row(paces: Paces): Row {
  const ratio = paces.ratio('several', 'one');
  const cores = availableParallelism();
  const few = cores < CORES ? `, and there are ${cores}` : '';
  return {
    name: NAME,
    measured: `${PROCESSES} record ${rateText(paces.rate('several'))}; ${ratioText(ratio)} one`,
    goal: `more than one where there are cores: some ${CORES}${few}`,
    numbers: paces.numbers(),
  };
}

function notMeasured(reason: string): Row {
  return {
    name: NAME,
    measured: `not measured: autocannon ${reason}`,
    goal: 'more than one process',
    numbers: {},
  };
}
