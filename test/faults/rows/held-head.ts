import { setTimeout as pause } from 'node:timers/promises';
import { ADMIN_KEY } from '../../start/edict-process.js';
import type { Settings } from '../../start/edict-process.js';
import { onDatabase } from '../checker/stored.js';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { brokenBy, Installation } from '../setup/installation.js';
import { Load } from '../setup/load.js';

/** Longer than an append waits: five seconds for the head, and as long behind those before it. */
const HELD_MS = 14_000;
const TOLD_MAX_MS = 12_000;
/** After every hundredth line. */
const READ_PAUSE_MS = 1_000;

export const HELD_HEAD: FaultRow = {
  name: 'head-held',
  fault: 'a long transaction holds the head of the ledger',
  round: (round) => hold(round, {}),
  control: {
    broken: 'an append waits for the head as long as it takes',
    finds: /^(slow|untold): /,
    round: (round) => hold(round, brokenBy('never-gives-up')),
  },
};

export const SLOW_READER: FaultRow = {
  name: 'slow-reader',
  fault: 'a reader of the whole ledger takes its time',
  round: (round) => readSlowly(round, false),
  control: {
    broken: 'the reader passes over a line',
    finds: /^skipped: /,
    round: (round) => readSlowly(round, true),
  },
};

async function hold(round: Round, broken: Settings): Promise<RoundResult> {
  const installation = await Installation.open(round);
  await installation.startApi(broken);
  await installation.startWorker();
  const load = await Load.on(installation, round);
  const follower = new Follower(installation.url);
  round.atEnd(() => follower.stop());
  await load.goesOn(20);
  round.say('the head is held');
  await onDatabase(installation.databaseUrl, async (client) => {
    await client.query('begin');
    await client.query('select position from ledger.head for update');
    await pause(HELD_MS);
    await client.query('rollback');
  });
  await load.goesOn(20);
  const { slowestMs, unanswered, withoutRetryAfter, acknowledged } = load.writer;
  const findings: string[] = [];
  if (!unanswered.has('503')) findings.push('untold: nobody was told 503');
  if (withoutRetryAfter > 0) findings.push(`untold: ${withoutRetryAfter} without Retry-After`);
  if (slowestMs > TOLD_MAX_MS) findings.push(`slow: a request took ${Math.round(slowestMs)} ms`);
  const found = await load.findings();
  findings.push(...found, ...(await follower.skippedUpTo(acknowledged)));
  const told = unanswered.get('503') ?? 0;
  const seconds = (slowestMs / 1_000).toFixed(1);
  return { did: `${acknowledged} acknowledged, ${told} told 503, slowest ${seconds} s`, findings };
}

async function readSlowly(round: Round, passesOver: boolean): Promise<RoundResult> {
  const installation = await Installation.open(round);
  await installation.startApi();
  await installation.startWorker();
  const load = await Load.on(installation, round);
  await load.goesOn(400);
  const before = load.writer.acknowledged;
  const startedAt = performance.now();
  const { head, lines } = await allLines(installation.url);
  const positions: number[] = [];
  for await (const line of lines) {
    positions.push((JSON.parse(line) as { position: number }).position);
    if (positions.length % 100 === 0) {
      round.say(`${positions.length} lines read`);
      await pause(READ_PAUSE_MS);
    }
  }
  if (passesOver) positions.splice(round.random.below(positions.length - 1), 1);
  const meanwhile = load.writer.acknowledged - before;
  const findings = skippedIn(positions, head);
  if (meanwhile === 0) findings.push('held up: nothing was recorded while somebody read');
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const did = `${positions.length} lines in ${seconds} s, ${meanwhile} acknowledged meanwhile`;
  return { did, findings: [...findings, ...(await load.findings())] };
}

async function allLines(url: string) {
  const answer = await fetch(`${url}/v1/events`, {
    headers: { authorization: `Bearer ${ADMIN_KEY}`, accept: 'application/x-ndjson' },
  });
  const head = Number(answer.headers.get('edict-position') ?? 0);
  return { head, lines: linesOf(answer) };
}

/** Whole lines, as they come; nothing more is taken before they are asked for. */
async function* linesOf(answer: Response): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of answer.body ?? []) {
    const lines = (rest + decoder.decode(bytes as Uint8Array, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
}

function skippedIn(positions: readonly number[], head: number): string[] {
  const wrong = positions.findIndex((position, index) => position !== index + 1);
  if (wrong !== -1) return [`skipped: ${String(positions[wrong])} comes in place ${wrong + 1}`];
  return positions.length < head ? [`skipped: the last of ${head} events`] : [];
}

/** Follows the ledger live, as a program does that must miss nothing. */
class Follower {
  readonly #seen: number[] = [];
  readonly #stopping = new AbortController();
  readonly #following: Promise<void>;

  constructor(url: string) {
    this.#following = this.#follow(url);
  }

  async skippedUpTo(count: number): Promise<readonly string[]> {
    const deadline = performance.now() + 15_000;
    while (this.#seen.length < count && performance.now() < deadline) await pause(50);
    return skippedIn(this.#seen, count);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#following;
  }

  async #follow(url: string): Promise<void> {
    try {
      const answer = await fetch(`${url}/v1/events?after=0`, {
        headers: { authorization: `Bearer ${ADMIN_KEY}`, accept: 'text/event-stream' },
        signal: this.#stopping.signal,
      });
      for await (const line of linesOf(answer)) {
        if (line.startsWith('id:')) this.#seen.push(Number(line.slice('id:'.length)));
      }
    } catch {
      // What was not seen is found by whoever asks.
    }
  }
}
