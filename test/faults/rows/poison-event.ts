import { ADMIN_KEY, until } from '../../start/edict-process.js';
import type { Settings } from '../../start/edict-process.js';
import { onDatabase } from '../checker/stored.js';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { brokenBy, Installation } from '../setup/installation.js';
import { Load } from '../setup/load.js';

/** The first system of the first caller: its events cannot be put into the register of systems. */
const POISONED = 'systems/w-0-1-system';
/** The pauses between the tries add up to less than three seconds. */
const PARKED_MS = 20_000;
/** Tries of a batch before the event that fails is looked for, and that one. */
const TRIES_MAX = 8;

export const POISON_EVENT: FaultRow = {
  name: 'poison-event',
  fault: 'an event that a projection cannot take',
  round: (round) => poison(round, {}),
  control: {
    broken: 'the subject is passed over and not parked',
    finds: /^(unparked|unmarked|views|fold): /,
    round: (round) => poison(round, brokenBy('skips-what-fails')),
  },
};

async function poison(round: Round, broken: Settings): Promise<RoundResult> {
  const installation = await Installation.open(round);
  const { databaseUrl } = installation;
  await installation.startApi();
  await run(databaseUrl, POISON);
  const worker = await installation.startWorker(broken);
  const load = await Load.on(installation, round);
  await load.goesOn(60);
  const findings: string[] = [];
  const isParked = await becomes(() => hasParked(databaseUrl), PARKED_MS);
  if (!isParked) findings.push('unparked: the subject is not parked');
  round.say('the subject is parked; others go on');
  await load.goesOn(60);
  if (!(await installation.catchesUp(PARKED_MS))) findings.push('held up: the others do not go on');
  findings.push(...(await markOf(installation)));
  const tries = worker.output.split('is tried again').length - 1;
  if (tries > TRIES_MAX) findings.push(`unbounded: batches were tried again ${tries} times`);
  round.say('the cause is mended');
  await run(databaseUrl, MEND);
  // Whatever is parked is taken up again by a worker that begins.
  worker.kill('SIGTERM');
  await worker.exit;
  await installation.startWorker();
  if (!(await becomes(async () => !(await hasParked(databaseUrl)), PARKED_MS))) {
    findings.push('parked for ever: the subject is not taken up again');
  }
  const did = `${load.writer.acknowledged} acknowledged, 1 subject parked, tried again ${tries} times`;
  return { did, findings: [...findings, ...(await load.findings())] };
}

const POISON = `
  alter table compliance.register_row
  add constraint poison check (subject <> '${POISONED}') not valid`;
const MEND = 'alter table compliance.register_row drop constraint poison';
const PARKED = 'select from ledger.parked_subject where subject = $1';

/** Answers and health both say that there is something that they do not have. */
async function markOf({ url }: Installation): Promise<readonly string[]> {
  const answer = await fetch(`${url}/v1/systems?limit=1`, {
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
  });
  await answer.text();
  const health = (await (await fetch(`${url}/health/ready`)).json()) as { status: string };
  const stale = answer.headers.get('edict-stale') ?? '';
  return [
    ...(stale.startsWith(`${POISONED}@`) ? [] : ['unmarked: an answer does not say what it lacks']),
    ...(health.status === 'degraded' ? [] : [`unmarked: health is ${health.status}`]),
  ];
}

async function hasParked(databaseUrl: string): Promise<boolean> {
  return onDatabase(databaseUrl, async (client) => {
    return (await client.query(PARKED, [POISONED])).rows.length > 0;
  });
}

async function run(databaseUrl: string, statement: string): Promise<void> {
  await onDatabase(databaseUrl, (client) => client.query(statement));
}

async function becomes(holds: () => Promise<boolean>, ms: number): Promise<boolean> {
  return until(holds, ms).then(
    () => true,
    () => false,
  );
}
