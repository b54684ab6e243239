import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../start/edict-process.js';
import type { Settings } from '../../start/edict-process.js';
import type { WorkerProcess } from '../../worker/worker-process.js';
import { onDatabase } from '../checker/stored.js';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { brokenBy, Installation } from '../setup/installation.js';
import { Load } from '../setup/load.js';
import { portsOf } from '../setup/sockets.js';

const STOPS = 4;
const STOPPED_MAX_MS = 1_500;

export const TWO_WORKERS: FaultRow = {
  name: 'two-workers',
  fault: 'two workers by mistake; the one that works is stopped, loses its place and goes on',
  round: (round) => stopAndGo(round, {}),
  control: {
    broken: 'a worker commits how far it is before the views that are',
    finds: /^(views|fold): /,
    round: (round) => stopAndGo(round, brokenBy('position-before-views')),
    roundsMax: 3,
  },
};

async function stopAndGo(round: Round, broken: Settings): Promise<RoundResult> {
  const installation = await Installation.open(round);
  await installation.startApi();
  const load = await Load.on(installation, round, { callers: 2 });
  const workers = [
    await installation.startWorker(broken),
    await installation.startWorker(broken),
  ] as const;
  let taken = 0;
  for (let stop = 1; stop <= STOPS; stop += 1) {
    await installation.goesAhead();
    const runner = await holderOf(installation, workers);
    round.say(`stop ${stop} of ${STOPS}`);
    runner.worker.kill('SIGSTOP');
    await pause(round.random.below(STOPPED_MAX_MS));
    // As PostgreSQL does with a session that is silent in a transaction for too long.
    if (stop % 2 === 1) taken += await endSessions(installation, runner.sessions);
    await load.goesOn(20);
    await pause(round.random.below(STOPPED_MAX_MS));
    runner.worker.kill('SIGCONT');
    await load.goesOn(10);
  }
  const isSigned = await installation.signsMore();
  const unsigned = isSigned ? [] : ['unsigned: nobody signs any more'];
  const did = `${STOPS} stops, ${taken} sessions ended meanwhile, ${load.writer.acknowledged} acknowledged`;
  return { did, findings: [...unsigned, ...(await load.findings())] };
}

interface Holder {
  readonly worker: WorkerProcess;
  readonly sessions: readonly number[];
}

/** The worker that projects the registers, and its connections to the database. */
async function holderOf(
  { databaseUrl }: Installation,
  workers: readonly [WorkerProcess, WorkerProcess],
): Promise<Holder> {
  let holder: Holder | undefined;
  await until(async () => {
    const sessions = await onDatabase(databaseUrl, async (client) => {
      return (await client.query<Session>(SESSIONS)).rows;
    });
    for (const worker of workers) {
      const ports = portsOf(worker.pid);
      const own = sessions.filter(({ port }) => ports.has(port));
      if (own.some(({ projects }) => projects)) {
        holder = { worker, sessions: own.map(({ pid }) => pid) };
      }
    }
    return holder !== undefined;
  });
  if (holder === undefined) throw new Error('Nobody projects.');
  return holder;
}

interface Session {
  readonly pid: number;
  readonly port: number;
  readonly projects: boolean;
}

/** The first half of the locks of projections is a number that no other lock has. */
const SESSIONS = `
  select pid, client_port as port, exists (
    select from pg_locks
    where pg_locks.pid = activity.pid and locktype = 'advisory' and granted
      and classid = 72110002 and objid::bigint = hashtext('registers')::bigint & 4294967295
  ) as projects
  from pg_stat_activity as activity
  where datname = current_database() and client_port > 0`;

async function endSessions(
  { databaseUrl }: Installation,
  sessions: readonly number[],
): Promise<number> {
  return onDatabase(databaseUrl, async (client) => {
    const ended = await client.query(
      'select pg_terminate_backend(pid) from unnest($1::integer[]) as pid',
      [sessions],
    );
    return ended.rows.length;
  });
}
