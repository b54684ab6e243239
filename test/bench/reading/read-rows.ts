import { join } from 'node:path';
import type { Bench } from '../bench.js';
import { ProcessContender } from '../contender.js';
import type { Contender } from '../contender.js';
import { inTurns } from '../rounds.js';
import type { Paces, Rounds } from '../rounds.js';
import type { Row } from '../row.js';
import { goalText, rateText, ratioText, verdictOn } from '../verdict.js';
import { madeUpLedger } from './made-up-ledger.js';

const HERE = join('dist', 'test', 'bench', 'reading');
/** A round is the whole ledger. */
const QUICK: Rounds = { counted: 3, amount: 1, warmUp: true };
const WHOLE: Rounds = { counted: 5, amount: 1, warmUp: true };

const READ_GOAL = { atLeast: 0.6, than: 'COPY TO STDOUT and JSON.parse of the same rows' };
const VERIFY_GOAL = { atLeast: 0.6, than: 'COPY TO STDOUT of the same bytes and SHA-256 of each' };

/** The whole ledger read and verified, against what PostgreSQL sends fastest. */
export async function readRows(bench: Bench): Promise<readonly Row[]> {
  const url = await madeUpLedger(bench);
  const files = ['subscription', 'stream', 'copy-and-parse', 'verify', 'copy-and-hash'];
  const contenders: Contender[] = [];
  try {
    for (const file of files) {
      contenders.push(await ProcessContender.start(file, join(HERE, `${file}.js`), url));
    }
    bench.say('reading the whole ledger');
    const paces = await inTurns(contenders, bench.isQuick ? QUICK : WHOLE, bench.say);
    return [readRow(paces), verifyRow(paces)];
  } finally {
    for (const contender of contenders) await contender.end();
  }
}

function readRow(paces: Paces): Row {
  const ratio = paces.ratio('subscription', 'copy-and-parse');
  return {
    name: 'P5 subscription',
    measured:
      `${rateText(paces.rate('subscription'))}; ${ratioText(ratio)} COPY and JSON.parse ` +
      `(${rateText(paces.rate('copy-and-parse'))}); page by page ${ratioText(paces.ratio('stream', 'copy-and-parse'))}`,
    goal: goalText(READ_GOAL),
    verdict: verdictOn(ratio.median, READ_GOAL),
    numbers: paces.numbers(),
  };
}

function verifyRow(paces: Paces): Row {
  const ratio = paces.ratio('verify', 'copy-and-hash');
  return {
    name: 'P10 verify',
    measured: `${rateText(paces.rate('verify'))}; ${ratioText(ratio)} COPY and SHA-256 (${rateText(paces.rate('copy-and-hash'))})`,
    goal: goalText(VERIFY_GOAL),
    verdict: verdictOn(ratio.median, VERIFY_GOAL),
    numbers: paces.numbers(),
  };
}
