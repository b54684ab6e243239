import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Contender, Pace } from '../contender.js';
import { onDatabase } from '../postgres.js';
import { CONCURRENT } from './appending.js';
import { PLAIN_TABLES } from './plain-tables.js';

const run = promisify(execFile);

const BYTES = `convert_to(repeat('x', 520) || position, 'UTF8')`;
const SCRIPTS = {
  /** One insert into a table of the same columns and indexes. */
  pgbench: `insert into plain.event
  (position, bytes, source, id, type, subject, sequence, time, recorded_time, actor)
select position, ${BYTES}, 'bench/appending', position::text, 'measure.noted',
  'systems/bench-' || position % 1024, position, now(), now(), 'keys/bench'
from nextval('plain.position') as position;`,
  /** One insert into a table with its primary key alone. */
  'pgbench bare': `insert into plain.bare (position, bytes)
select position, ${BYTES} from nextval('plain.position') as position;`,
};

export type PgbenchName = keyof typeof SCRIPTS;

/** The version of pgbench that stands in the path; absent where there is none. */
export async function pgbenchVersion(): Promise<string | undefined> {
  const found = await run('pgbench', ['--version']).catch(() => undefined);
  return found && (/\d[\d.]*/.exec(found.stdout)?.[0] ?? '');
}

/** PostgreSQL's own client in C: what the server can take, one insert for each transaction. */
export async function pgbench(name: PgbenchName, url: string, folder: string): Promise<Contender> {
  await onDatabase(url, async (client) => {
    for (const statement of PLAIN_TABLES) await client.query(statement);
  });
  const script = join(folder, `${name.replace(' ', '-')}.sql`);
  await writeFile(script, SCRIPTS[name].replaceAll('\n', ' '));
  return {
    name,
    round: (milliseconds) => measured(script, url, Math.max(1, Math.round(milliseconds / 1_000))),
    end: () => Promise.resolve(),
  };
}

async function measured(script: string, url: string, seconds: number): Promise<Pace> {
  const clients = ['--client', String(CONCURRENT), '--jobs', '2', '--protocol', 'prepared'];
  const rest = ['--no-vacuum', '--time', String(seconds), '--file', script];
  // The password stands in no list of processes, nor in the error of one that failed.
  const { password, ...shown } = withoutPassword(url);
  const env = { ...process.env, PGPASSWORD: password };
  const { stdout } = await run('pgbench', [...clients, ...rest, shown.url], { env });
  // Without the time that connecting took.
  const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  return { count: perSecond * seconds, ms: seconds * 1_000 };
}

function withoutPassword(text: string): { readonly url: string; readonly password: string } {
  const url = new URL(text);
  const password = decodeURIComponent(url.password);
  url.password = '';
  return { url: url.href, password };
}
