import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { putBack } from '../../setup/put-back.js';
import { edict, EdictProcess } from '../../start/edict-process.js';
import { onDatabase } from '../checker/stored.js';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { Installation } from '../setup/installation.js';
import { Load } from '../setup/load.js';

const API = 'dist/apps/api/src/main.js';
const LOST_MAX = 20;
const SAW_MS = 5_000;

export const OLDER_BACKUP: FaultRow = {
  name: 'older-backup',
  fault: 'an older backup is restored under a newer checkpoint',
  round: (round) => restore(round, false),
  control: {
    broken: 'what was signed last is forgotten with the data directory',
    finds: /^(accepted|signed): /,
    round: (round) => restore(round, true),
  },
};

async function restore(round: Round, isForgotten: boolean): Promise<RoundResult> {
  const installation = await Installation.open(round);
  const { databaseUrl, folder, settings } = installation;
  const api = await installation.startApi();
  const worker = await installation.startWorker();
  const load = await Load.on(installation, round);
  await load.goesOn(40);
  await load.writer.stop();
  await installation.signsMore(5_000);
  const signed = await installation.signed();
  for (const one of [api, worker]) {
    one.kill('SIGTERM');
    await one.exit;
  }
  const left = signed - 1 - round.random.below(LOST_MAX);
  await putBack(databaseUrl, left);
  if (isForgotten) await rm(join(folder, 'log'), { recursive: true });
  const sizes = `The ledger has ${left} events, but a checkpoint over ${signed} was signed`;
  const findings: string[] = [];
  const asked: readonly (readonly [string, string])[] = [
    ['the API', await outputOf(new EdictProcess(process.execPath, [API], settings))],
    ['an import', (await edict(['import', 'data/calendars/cn.json'], settings)).output],
  ];
  for (const [who, output] of asked) {
    if (!output.includes(sizes))
      findings.push(`accepted: ${who} does not refuse, naming both sizes`);
  }
  const second = await installation.startWorker();
  await pause(SAW_MS);
  if (!second.output.includes(`over ${signed} was signed`)) {
    findings.push('signed: the worker does not refuse, naming both sizes');
  }
  const head = await onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ position: string }>('select position from ledger.head');
    return Number(rows[0]?.position);
  });
  if (head !== left) findings.push(`accepted: the ledger has grown from ${left} to ${head}`);
  if ((await installation.signed()) > left)
    findings.push('signed: a checkpoint over more than there is');
  return { did: `${signed} signed, put back to ${left}`, findings };
}

/** What it says until it ends, or until it has served for a while. */
async function outputOf(api: EdictProcess): Promise<string> {
  await Promise.race([api.exit, api.ready()]).catch(() => undefined);
  api.kill('SIGTERM');
  await api.exit;
  return api.output;
}
