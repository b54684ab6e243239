import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { seconds, spreadOf } from '../measuring.js';
import type { Say } from '../report.js';
import { rangeOf } from '../rounds.js';
import type { Row } from '../row.js';
import type { Subject } from '../subject.js';
import { ratioText } from '../verdict.js';
import type { ExportMeasured } from './export-child.js';

const run = promisify(execFile);

const CHILD = join('dist', 'test', 'bench', 'exporting', 'export-child.js');
const ROUNDS = 3;
const TIMES_MAX = 1.5;
const MEGABYTES_MAX = 200;
const LIMIT = 'copy';

/** Profiles of the CSV, and the bare table of statuses without names and order. */
export type Exported = 'data' | 'excel' | 'bare';
type AllMeasured = ReadonlyMap<Exported | typeof LIMIT, readonly ExportMeasured[]>;

/** In turns with COPY, each in a process of its own, so that memory is that of one export. */
export async function exported(
  subject: Subject,
  kinds: readonly Exported[],
  say: Say,
): Promise<AllMeasured> {
  const all = new Map<Exported | typeof LIMIT, ExportMeasured[]>();
  await measuredIn(subject, LIMIT);
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const kind of [LIMIT, ...kinds] as const) {
      const one = await measuredIn(subject, kind);
      all.set(kind, [...(all.get(kind) ?? []), one]);
      say(
        `round ${round} of ${ROUNDS}: ${kind} in ${seconds(one.ms)}, ${one.megabytes.toFixed(0)} MB`,
      );
    }
  }
  return all;
}

async function measuredIn({ databaseUrl, folder }: Subject, what: string): Promise<ExportMeasured> {
  const { stdout } = await run(process.execPath, [CHILD, what], {
    env: { PATH: process.env['PATH'], EDICT_DATABASE_URL: databaseUrl, EDICT_DATA_DIR: folder },
  });
  return JSON.parse(stdout) as ExportMeasured;
}

export function exportRow(name: string, all: AllMeasured): Row {
  const of = (kind: Exported | typeof LIMIT) => all.get(kind) ?? [];
  const ms = (kind: Exported | typeof LIMIT): number => spreadOf(of(kind).map((one) => one.ms)).p50;
  const times = (kind: Exported) =>
    rangeOf(of(kind).map((one, round) => one.ms / (of(LIMIT)[round]?.ms ?? NaN)));
  const megabytes = Math.max(...[...of('data'), ...of('excel')].map((one) => one.megabytes));
  const others = (['excel', 'bare'] as const).filter((kind) => all.has(kind));
  const rows = of('data')[0]?.rows ?? 0;
  const data = times('data');
  const isMet = data.median <= TIMES_MAX && megabytes < MEGABYTES_MAX;
  return {
    name,
    measured: [
      `${rows.toLocaleString('en')} rows in ${seconds(ms('data'))}, ${ratioText(data)} COPY of the same statement`,
      ...others.map((kind) => `${kind} ${ratioText(times(kind))}`),
      `${megabytes.toFixed(0)} MB`,
    ].join('; '),
    goal: `at most ${TIMES_MAX} times, under ${MEGABYTES_MAX} MB`,
    verdict: isMet ? 'met' : 'missed',
    numbers: {
      rows,
      bytes: of('data')[0]?.bytes ?? 0,
      megabytes,
      ...Object.fromEntries([...all.keys()].map((kind) => [`${kind}Ms`, ms(kind)])),
    },
  };
}
