import { setTimeout as pause } from 'node:timers/promises';
import { edict, until } from '../../start/edict-process.js';
import { onDatabase } from '../checker/stored.js';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { Installation } from '../setup/installation.js';
import { Load } from '../setup/load.js';

const REBUILDS = 3;

export const REBUILD_WHILE_WRITING: FaultRow = {
  name: 'rebuild',
  fault: 'the views are rebuilt while events are recorded and questions asked',
  round: (round) => rebuild(round, false),
  control: {
    broken: 'the views are emptied before they are folded anew',
    finds: /^half: /,
    round: (round) => rebuild(round, true),
  },
};

async function rebuild(round: Round, inPlace: boolean): Promise<RoundResult> {
  const installation = await Installation.open(round);
  const { databaseUrl } = installation;
  await installation.startApi();
  await installation.startWorker();
  const load = await Load.on(installation, round);
  await load.goesOn(300);
  const position = Math.floor(load.writer.acknowledged / 2);
  await until(() => hasReached(databaseUrl, position));
  const before = await digestAt(databaseUrl, position);
  const reader = readOnAndOn(databaseUrl, position);
  round.atEnd(() => reader.stop());
  for (let run = 1; run <= REBUILDS; run += 1) {
    round.say(`rebuild ${run} of ${REBUILDS}`);
    if (inPlace) await emptyViews(databaseUrl);
    const { exit, output } = await edict(['rebuild'], { EDICT_DATABASE_URL: databaseUrl });
    if (exit !== 0) throw new Error(output);
  }
  const seen = await reader.stop();
  const other = [...seen].filter(([digest]) => digest !== before);
  const half = other.map(
    ([digest, times]) => `half: ${times} readers saw ${digest} at ${position}`,
  );
  const reads = [...seen.values()].reduce((sum, times) => sum + times, 0);
  const did = `${REBUILDS} rebuilds, ${reads} reads at position ${position}, ${load.writer.acknowledged} acknowledged`;
  return { did, findings: [...half, ...(await load.findings())] };
}

async function hasReached(databaseUrl: string, position: number): Promise<boolean> {
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ reached: boolean }>(
      'select min(position) >= $1 as reached from ledger.projection',
      [position],
    );
    return rows[0]?.reached === true;
  });
}

/** Of all registers as known at a position, but for the numbers of the rows. */
async function digestAt(databaseUrl: string, position: number): Promise<string> {
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ digest: string }>(DIGEST, [position]);
    return rows[0]?.digest ?? 'nothing';
  });
}

const DIGEST = `
  select md5(string_agg(concat_ws(' ', register, subject, key, company, "row"::text, words,
    valid_from::text, valid_to::text, known_from::text), ',' order by register, key, valid_from))
    as digest
  from compliance.register_row where known_from <= $1 and known_to > $1`;

function readOnAndOn(databaseUrl: string, position: number) {
  const seen = new Map<string, number>();
  let isReading = true;
  const reading = (async () => {
    while (isReading) {
      const digest = await digestAt(databaseUrl, position);
      seen.set(digest, (seen.get(digest) ?? 0) + 1);
      await pause(5);
    }
  })();
  return {
    stop: async () => {
      isReading = false;
      await reading;
      return seen;
    },
  };
}

/** While the worker waits, for its transactions must not meet this. */
async function emptyViews(databaseUrl: string): Promise<void> {
  await onDatabase(databaseUrl, (client) => client.query('delete from compliance.register_row'));
}
