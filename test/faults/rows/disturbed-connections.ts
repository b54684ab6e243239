import { setTimeout as pause } from 'node:timers/promises';
import { PASS_ON, Relay } from '../../setup/relay.js';
import type { Settings } from '../../start/edict-process.js';
import { onDatabase } from '../checker/stored.js';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { carrying, DISTURBANCES } from '../setup/disturbances.js';
import type { Disturbance } from '../setup/disturbances.js';
import { brokenBy, Installation } from '../setup/installation.js';
import { Load } from '../setup/load.js';
import type { WriterOptions } from '../setup/writer.js';

const DISTURBED_MS = 6_000;
const QUICK_MS = 2_000;
/** Longer than any request may take, so that one without an end shows. */
const HOLE_MS = 75_000;
/** No request takes longer, whatever becomes of the connections behind the API. */
const REQUEST_MAX_MS = 68_000;
/** A transaction that nobody goes on with is ended by PostgreSQL within so long. */
const IDLE_MAX_MS = 20_000;

const WORDS: Readonly<Record<Disturbance, string>> = {
  reset: 'connections are reset',
  'lost-reply': 'replies are lost',
  latency: 'latency',
  'tiny-packets': 'tiny packets',
  'black-hole': 'a black hole: connections stay, and nothing comes through',
};

/** Between the API, and the worker, and PostgreSQL. */
export const DATABASE_CONNECTIONS: readonly FaultRow[] = DISTURBANCES.map((disturbance) => ({
  name: `db-${disturbance}`,
  fault: `${WORDS[disturbance]}, between Edict and PostgreSQL`,
  round: (round) => disturbDatabase(round, disturbance, {}),
  control: controlOfDatabase(disturbance),
}));

/** Between a client and the API. */
export const CLIENT_CONNECTIONS: readonly FaultRow[] = DISTURBANCES.map((disturbance) => ({
  name: `client-${disturbance}`,
  fault: `${WORDS[disturbance]}, between a client and the API`,
  round: (round) => disturbClient(round, disturbance, {}),
  control: {
    broken: 'the client takes no answer, or a late one, for a refusal',
    finds: /^refused: /,
    round: (round) =>
      disturbClient(round, disturbance, { takesSilenceForRefusal: true, patienceMs: 15 }),
    roundsMax: 3,
  },
}));

function controlOfDatabase(disturbance: Disturbance): FaultRow['control'] {
  if (disturbance === 'black-hole') {
    return {
      broken: 'the API waits for answers of the database for ever',
      finds: /^(slow|stuck): /,
      round: (round) =>
        disturbDatabase({ ...round, isQuick: false }, disturbance, brokenBy('never-gives-up')),
    };
  }
  const isLoss = disturbance === 'reset' || disturbance === 'lost-reply';
  return isLoss
    ? {
        broken:
          'the API takes a commit whose connection broke for made, and connections break before it',
        finds: /^(lost|moved): /,
        round: (round) => disturbDatabase(round, 'reset', brokenBy('believes-commits')),
        roundsMax: 3,
      }
    : {
        broken: 'the API answers before it commits, and is killed',
        finds: /^(lost|moved): /,
        round: (round) =>
          disturbDatabase(round, disturbance, brokenBy('answers-before-commit'), true),
        roundsMax: 3,
      };
}

async function disturbDatabase(
  round: Round,
  disturbance: Disturbance,
  broken: Settings,
  isKilled = false,
): Promise<RoundResult> {
  const installation = await Installation.open(round);
  const relay = await Relay.before(installation.databaseUrl);
  round.atEnd(() => relay.close());
  const through = { EDICT_DATABASE_URL: relay.through(installation.databaseUrl) };
  const api = await installation.startApi({ ...through, ...broken });
  await installation.startWorker(through);
  // Whoever is not held up by the hole writes on through all of it.
  const callers = disturbance === 'black-hole' ? 2 : 4;
  const load = await Load.on(installation, round, { callers });
  await load.goesOn(20);
  round.say(WORDS[disturbance]);
  await disturb(relay, round, disturbance);
  if (isKilled) {
    // Right after an answer: what it confirmed is committed, or lost.
    await load.goesOn();
    api.kill('SIGKILL');
    await installation.startApi(through);
  }
  await load.goesOn(20);
  const idle = await idleTransactions(installation.databaseUrl);
  const findings = [...slowOf(load), ...idle, ...(await load.findings())];
  return { did: toldOf(load), findings };
}

async function disturbClient(
  round: Round,
  disturbance: Disturbance,
  lying: Partial<WriterOptions>,
): Promise<RoundResult> {
  const installation = await Installation.open(round);
  await installation.startApi();
  await installation.startWorker();
  const relay = await Relay.before(installation.url);
  round.atEnd(() => relay.close());
  const url = `http://127.0.0.1:${relay.port}`;
  const patience = { patienceMs: 3_000, ...lying };
  const load = await Load.on(installation, round, { ...patience, url });
  await load.goesOn(lying.takesSilenceForRefusal === true ? 1 : 20);
  round.say(WORDS[disturbance]);
  await disturb(relay, { ...round, isQuick: true }, disturbance);
  if (lying.takesSilenceForRefusal !== true) await load.goesOn(20);
  return { did: toldOf(load), findings: await load.findings() };
}

async function disturb(relay: Relay, round: Round, disturbance: Disturbance): Promise<void> {
  relay.carry = carrying(disturbance, round.random);
  if (disturbance === 'black-hole') {
    // What comes later finds its way; what was under way never hears anything any more.
    await pause(QUICK_MS);
    relay.carry = PASS_ON;
    await pause(round.isQuick ? QUICK_MS : HOLE_MS);
    relay.cutSilenced();
  } else {
    await pause(round.isQuick ? QUICK_MS : DISTURBED_MS);
    relay.carry = PASS_ON;
  }
}

function slowOf({ writer }: Load): readonly string[] {
  const { slowestMs } = writer;
  return slowestMs > REQUEST_MAX_MS
    ? [`slow: a request took ${Math.round(slowestMs / 1_000)} s`]
    : [];
}

async function idleTransactions(databaseUrl: string): Promise<readonly string[]> {
  return onDatabase(databaseUrl, async (client) => {
    const deadline = performance.now() + IDLE_MAX_MS;
    for (;;) {
      const { rows } = await client.query<{ application_name: string }>(IDLE);
      if (rows.length === 0) return [];
      if (performance.now() > deadline) {
        return rows.map((one) => `idle: a transaction of ${one.application_name} stays open`);
      }
      await pause(200);
    }
  });
}

const IDLE = `
  select application_name from pg_stat_activity
  where datname = current_database() and state like 'idle in transaction%'
    and state_change < clock_timestamp() - interval '2 s'`;

function toldOf({ writer }: Load): string {
  const unanswered = [...writer.unanswered].map(([why, count]) => `${count} ${why}`).join(', ');
  const slowest = `slowest ${(writer.slowestMs / 1_000).toFixed(1)} s`;
  return `${writer.acknowledged} acknowledged, ${slowest}, unanswered: ${unanswered || 'none'}`;
}
