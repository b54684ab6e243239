import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../start/edict-process.js';
import { onDatabase } from '../checker/stored.js';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { Installation } from '../setup/installation.js';
import { Load } from '../setup/load.js';
import { OwnPostgres } from '../setup/own-postgres.js';
import { withoutStrace } from '../setup/without.js';

const HIT_MS = 15_000;
/** What PostgreSQL says of an fsync that failed; it cannot know what is on the disk, and begins anew. */
const PANIC = /PANIC: {2}could not (fsync|fdatasync)/;

export const FAILING_FSYNC: FaultRow = {
  name: 'fsync-fails',
  fault: 'an fsync of the log of PostgreSQL fails once (EIO, by strace)',
  missing: withoutStrace,
  round: (round) => failOnce(round, true),
  control: {
    broken: 'PostgreSQL runs with fsync = off, so that no fsync can fail',
    finds: /^not hit: /,
    round: (round) => failOnce(round, false),
  },
};

async function failOnce(round: Round, fsync: boolean): Promise<RoundResult> {
  const postgres = await OwnPostgres.start(round);
  if (!fsync) {
    await onDatabase(postgres.url, async (client) => {
      await client.query('alter system set fsync = off');
      await client.query('select pg_reload_conf()');
    });
  }
  const installation = await Installation.open(round, postgres.url);
  await installation.startApi();
  await installation.startWorker();
  const load = await Load.on(installation, round);
  await load.goesOn(20);
  round.say('an fsync fails');
  const hasFailed = await failNext(round, postgres);
  await load.goesOn(40);
  const notHit = hasFailed ? [] : ['not hit: no fsync has failed'];
  const did = `${load.writer.acknowledged} acknowledged, ${hasFailed ? 1 : 0} fsync failed`;
  return { did, findings: [...notHit, ...(await load.findings())] };
}

/** Whichever process of the server is the first to sync the log from now on, is told EIO. */
async function failNext({ random, atEnd }: Round, postgres: OwnPostgres): Promise<boolean> {
  const nth = 1 + random.below(5);
  const inject = `inject=fdatasync,fsync:error=EIO:when=${nth}`;
  const options = ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fdatasync,fsync', '-e', inject];
  const strace = spawn('strace', [...options, '-p', String(postgres.pid), ...threads(postgres)]);
  const ended = new Promise((resolve) => strace.once('close', resolve));
  atEnd(() => strace.kill('SIGKILL'));
  const log = join(postgres.folder, 'postgres', 'log');
  const panicked = async () => PANIC.test(await readFile(log, 'utf8'));
  const hasFailed = await until(panicked, HIT_MS).then(
    () => true,
    () => false,
  );
  strace.kill('SIGINT');
  await ended;
  await pause(100);
  return hasFailed;
}

/** Those that run already; strace follows the ones that come by itself. */
function threads(postgres: OwnPostgres): readonly string[] {
  return postgres.processes().flatMap((pid) => ['-p', String(pid)]);
}
