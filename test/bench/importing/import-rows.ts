import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../bench.js';
import { ProcessContender } from '../contender.js';
import type { Contender } from '../contender.js';
import { inTurns } from '../rounds.js';
import type { Paces } from '../rounds.js';
import type { Row } from '../row.js';
import { goalText, rateText, ratioText, verdictOn } from '../verdict.js';
import { BY_COMMAND, byCommand, imported } from './by-command.js';
import { BY_REQUEST, byRequest } from './by-request.js';
import { writeEvents } from './event-file.js';

const COPY = 'COPY';
const COPY_MODULE = join('dist', 'test', 'bench', 'importing', 'copy-rows.js');
const EVENTS = 200_000;
const QUICK_EVENTS = 4_000;
const ROUNDS = 3;
const GOAL = { atLeast: 0.2, than: 'COPY of the same rows by node pg' };

/** Many events, each validated, decided and hashed, against COPY of what is stored of them. */
export async function importRows(bench: Bench): Promise<readonly Row[]> {
  const { postgres, isQuick, say } = bench;
  const amount = isQuick ? QUICK_EVENTS : EVENTS;
  const file = join(postgres.folder, 'events.ndjson');
  say(`importing ${amount} events`);
  await writeEvents(file, amount);
  const copy = await copyOf(file, amount, bench);
  try {
    const contenders = [byCommand(file, bench), byRequest(file, bench), copy];
    // Each import is a process of its own: none is warmer than the next.
    const rounds = { counted: ROUNDS, amount, warmUp: false };
    const paces = await inTurns(contenders, rounds, say);
    return [row('P4 NDJSON over HTTP', BY_REQUEST, paces), row('P4 import', BY_COMMAND, paces)];
  } finally {
    await copy.end();
    await rm(file);
  }
}

async function copyOf(file: string, amount: number, bench: Bench): Promise<Contender> {
  const url = await bench.postgres.empty();
  await imported(url, file, amount, bench);
  return ProcessContender.start(COPY, COPY_MODULE, url);
}

function row(name: string, what: string, paces: Paces): Row {
  const ratio = paces.ratio(what, COPY);
  return {
    name,
    measured: `${rateText(paces.rate(what))}; ${ratioText(ratio)} COPY (${rateText(paces.rate(COPY))})`,
    goal: goalText(GOAL),
    verdict: verdictOn(ratio.median, GOAL),
    numbers: paces.numbers(),
  };
}
