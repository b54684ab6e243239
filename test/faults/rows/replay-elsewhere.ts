import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { EdictProcess } from '../../start/edict-process.js';
import type { Settings } from '../../start/edict-process.js';
import { onDatabase } from '../checker/stored.js';
import type { FaultRow, Round, RoundResult } from '../row.js';
import { brokenBy, Installation } from '../setup/installation.js';
import { Load } from '../setup/load.js';

const CLI = 'dist/apps/cli/src/main.js';
const COMPANY = 'w-0-1';
/** Another Node than this one, if there is one: the path of its program. */
const OTHER_NODE = process.env['EDICT_TEST_OTHER_NODE'];

const PLACES: readonly Settings[] = [
  { TZ: 'UTC', LC_ALL: 'C' },
  { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
  { TZ: 'America/St_Johns', LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' },
  { TZ: 'Pacific/Kiritimati', LC_ALL: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8' },
];

export const REPLAY_ELSEWHERE: FaultRow = {
  name: 'replay-elsewhere',
  fault: 'the ledger is replayed in other locales and time zones, and by another Node',
  round: (round) => replay(round, {}),
  control: {
    broken: 'instants are written as the time of the place',
    finds: /^other bytes: /,
    round: (round) => replay(round, brokenBy('tells-local-time')),
  },
};

async function replay(round: Round, broken: Settings): Promise<RoundResult> {
  const installation = await Installation.open(round);
  await installation.startApi();
  await installation.startWorker();
  const load = await Load.on(installation, round);
  await load.goesOn(200);
  const found = await load.findings();
  const { databaseUrl } = installation;
  const other = OTHER_NODE !== undefined && existsSync(OTHER_NODE) ? [OTHER_NODE] : [];
  const tellings = new Map<string, string[]>();
  for (const node of [process.execPath, ...other]) {
    for (const place of PLACES) {
      round.say(`${String(place['TZ'])} by ${node}`);
      const settings = { ...place, ...broken, EDICT_DATABASE_URL: databaseUrl };
      const replayed = await outputOf(node, ['replay', '--company', COMPANY, '--json'], settings);
      await outputOf(node, ['rebuild'], settings);
      const digest = digestOf(replayed + (await views(databaseUrl)));
      const where = `${node === process.execPath ? process.version : node} in ${String(place['TZ'])}`;
      tellings.set(digest, [...(tellings.get(digest) ?? []), where]);
    }
  }
  const findings = [...tellings].slice(1).map(([, where]) => `other bytes: ${where.join(', ')}`);
  const nodes =
    other.length > 0 ? `2 Nodes` : 'this Node only (EDICT_TEST_OTHER_NODE names another)';
  const did = `${PLACES.length} places, ${nodes}, ${load.writer.acknowledged} events`;
  return { did, findings: [...findings, ...found] };
}

async function outputOf(node: string, args: readonly string[], settings: Settings) {
  const command = new EdictProcess(node, [CLI, ...args], settings);
  if ((await command.exit) !== 0) throw new Error(command.output);
  return command.output.includes('All views') ? '' : command.output;
}

/** Every view, byte by byte, but for the numbers of the rows. */
async function views(databaseUrl: string): Promise<string> {
  return onDatabase(databaseUrl, async (client) => {
    await client.query(`set time zone 'UTC'`);
    const { rows } = await client.query<{ line: string }>(VIEWS);
    return rows.map(({ line }) => line).join('\n');
  });
}

const VIEWS = `
  select concat_ws(' ', 'row', register, subject, key, company, "row"::text, words, valid_from,
    valid_to, known_from, known_to) as line
  from compliance.register_row
  union all
  select concat_ws(' ', 'words', position, type, subject, words) from compliance.event_words
  union all
  select 'status ' || (to_jsonb(status) - 'id')::text from compliance.compliance_status as status
  order by 1`;

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
