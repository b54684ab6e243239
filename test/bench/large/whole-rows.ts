import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { timed } from '../measuring.js';
import type { Row } from '../rows.js';
import type { Say, Subject } from '../subject.js';

const run = promisify(execFile);
const MIB = 1_024 * 1_024;

/** What is done with a whole ledger: verified, exported; and what it takes of the disk. */
export async function wholeRows(subject: Subject, say: Say): Promise<readonly Row[]> {
  say('verifying the views');
  const viewsMs = await timed(() => subject.edict('verify', '--views'));
  say('exporting all statuses');
  const folder = join(subject.folder, 'statuses');
  const exportMs = await timed(() => subject.edict('export', 'company-status', '--out', folder));
  const { size } = await stat(join(folder, 'company-status.csv'));
  const diskMib = await diskOf(subject.folder);
  return [
    told('views verified', `${seconds(viewsMs)}: folded anew and compared row by row`, { viewsMs }),
    told('statuses exported', `${(size / MIB).toFixed(0)} MB in ${seconds(exportMs)}`, {
      exportMs,
      exportBytes: size,
    }),
    told('disk', `${diskMib.toFixed(0)} MB with PostgreSQL's own log and the export`, { diskMib }),
  ];
}

function told(name: string, measured: string, numbers: Row['numbers']): Row {
  return { name, measured, goal: 'none', numbers };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

async function diskOf(folder: string): Promise<number> {
  const { stdout } = await run('du', ['-sk', folder]);
  return Number(stdout.split('\t')[0]) / 1_024;
}
