import { setTimeout as pause } from 'node:timers/promises';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { brokenBy, Installation } from '../setup/installation.js';
import { Load } from '../setup/load.js';
import { OwnPostgres } from '../setup/own-postgres.js';
import type { Settings } from '../../start/edict-process.js';

const KILLS = 3;
const QUICK_KILLS = 2;
/** A worker is killed so soon after it has been seen to work. */
const AT_WORK_MS = 300;
/** Events that are acknowledged between two kills, at most. */
const BETWEEN_MAX = 60;

export const KILLED_API: FaultRow = {
  name: 'kill-api',
  fault: 'kill -9 of the API under load',
  round: (round) => killApi(round, {}),
  control: {
    broken: 'the API answers before it commits',
    finds: /^lost: /m,
    round: (round) => killApi(round, brokenBy('answers-before-commit')),
    roundsMax: 3,
  },
};

export const KILLED_WORKER: FaultRow = {
  name: 'kill-worker',
  fault: 'kill -9 of the worker under load',
  round: (round) => killWorker(round, {}),
  control: {
    broken: 'the worker commits how far it is before the views that are',
    finds: /^(views|fold): /m,
    round: (round) => killWorker(round, brokenBy('position-before-views')),
    roundsMax: 3,
  },
};

const LOOSE = { hasWorker: false, settings: brokenBy('asynchronous-commits') };

export const KILLED_POSTGRES: FaultRow = {
  name: 'kill-postgres',
  fault: 'kill -9 of the postmaster, or of one of its processes, under load',
  round: (round) => killPostgres(round, { hasWorker: true, settings: {} }),
  control: {
    broken: 'PostgreSQL confirms commits before they are in the log',
    finds: /^(lost|moved): /m,
    round: (round) => killPostgres(round, LOOSE),
    roundsMax: 3,
  },
};

async function killApi(round: Round, settings: Settings): Promise<RoundResult> {
  const installation = await Installation.open(round);
  await installation.startWorker();
  let api = await installation.startApi(settings);
  const load = await Load.on(installation, round);
  const kills = killsOf(round);
  for (let kill = 1; kill <= kills; kill += 1) {
    await load.goesOn(1 + round.random.below(BETWEEN_MAX));
    round.say(`kill ${kill} of ${kills}`);
    api.kill('SIGKILL');
    await api.exit;
    api = await installation.startApi(kill === kills ? {} : settings);
  }
  await load.goesOn();
  return { did: told(load, `${kills} kills`), findings: await load.findings() };
}

async function killWorker(round: Round, settings: Settings): Promise<RoundResult> {
  const installation = await Installation.open(round);
  await installation.startApi();
  const load = await Load.on(installation, round);
  const kills = killsOf(round);
  for (let kill = 1; kill <= kills; kill += 1) {
    const worker = await installation.startWorker(settings);
    await installation.goesAhead();
    await pause(round.random.below(AT_WORK_MS));
    round.say(`kill ${kill} of ${kills}`);
    worker.kill('SIGKILL');
    await worker.exit;
  }
  await installation.startWorker();
  return { did: told(load, `${kills} kills`), findings: await load.findings() };
}

/** Without a worker nothing else than appends makes PostgreSQL write its log. */
async function killPostgres(
  round: Round,
  { hasWorker, settings }: { readonly hasWorker: boolean; readonly settings: Settings },
): Promise<RoundResult> {
  const postgres = await OwnPostgres.start(round);
  const installation = await Installation.open(round, postgres.url);
  await installation.startApi(settings);
  if (hasWorker) await installation.startWorker();
  const load = await Load.on(installation, round);
  const kills = hasWorker ? killsOf(round) : 1;
  let wholeServer = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    await load.goesOn(1 + round.random.below(BETWEEN_MAX));
    round.say(`kill ${kill} of ${kills}`);
    // The first is always of the whole server, so that it is part of every round.
    if (kill === 1 || round.random.next() < 0.5) {
      wholeServer += 1;
      await postgres.kill();
      await postgres.startAgain();
    } else {
      process.kill(round.random.of(postgres.processes()), 'SIGKILL');
    }
  }
  // An API that sees that its ledger was put back records nothing more.
  if (hasWorker) await load.goesOn();
  else await installation.startWorker();
  const did = told(load, `${kills} kills, ${wholeServer} of the postmaster`);
  return { did, findings: await load.findings() };
}

function killsOf({ isQuick }: Round): number {
  return isQuick ? QUICK_KILLS : KILLS;
}

function told({ writer }: Load, what: string): string {
  const unanswered = [...writer.unanswered.values()].reduce((sum, count) => sum + count, 0);
  return `${what}, ${writer.acknowledged} acknowledged, ${unanswered} without an answer`;
}
