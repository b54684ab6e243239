import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ExportMeasured } from './export-child.js';
import { spreadOf } from './measuring.js';
import type { Row } from './rows.js';
import { Subject, type Say } from './subject.js';

const run = promisify(execFile);

const CHILD = join('dist', 'test', 'bench', 'export-child.js');
const ROUNDS = 3;
/** About so many duties of the shipped rules bind one system that is offered in China. */
const DUTIES_OF_SYSTEM = 55;
const SYSTEMS_OF_COMPANY = 10;

type What = 'data' | 'excel' | 'copy' | 'bare';

/** Exports of about so many statuses, against what PostgreSQL alone takes for the same rows. */
export async function exportRows(
  statuses: number,
  rulePacks: readonly string[],
  say: Say,
): Promise<readonly Row[]> {
  const subject = await Subject.with({ events: 1, companies: 1 }, rulePacks, say);
  try {
    const systems = Math.ceil(statuses / DUTIES_OF_SYSTEM);
    say(`introducing ${systems} systems`);
    const file = join(subject.folder, 'systems.ndjson');
    await writeFile(file, [...introductions(systems)].join('\n'));
    await subject.edict('import', file);
    say('building the views');
    await subject.edict('rebuild');
    return [await compared(subject, say)];
  } finally {
    await subject.stop();
  }
}

/** In turns, each in a process of its own, so that memory is that of one export. */
async function compared(subject: Subject, say: Say): Promise<Row> {
  const all: Record<What, ExportMeasured[]> = { data: [], excel: [], copy: [], bare: [] };
  const kinds: readonly What[] = ['copy', 'data', 'excel', 'bare'];
  await measuredIn(subject, 'copy');
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of kinds) {
      say(`exporting: ${kind}`);
      all[kind].push(await measuredIn(subject, kind));
    }
  }
  const ms = (kind: What): number => spreadOf(all[kind].map((one) => one.ms)).p50;
  const times = (kind: What): string => (ms(kind) / ms('copy')).toFixed(2);
  const most = (kind: What): number => Math.max(...all[kind].map((one) => one.megabytes));
  const megabytes = Math.max(most('data'), most('excel'));
  const rows = all.data[0]?.rows ?? 0;
  return {
    name: 'P9 export',
    measured:
      `${rows} rows in ${(ms('data') / 1_000).toFixed(1)} s, ${times('data')} times COPY of the same ` +
      `statement (excel ${times('excel')}; COPY of the bare table ${times('bare')}); ${megabytes.toFixed(0)} MB`,
    goal: 'at most 1.5 times, under 200 MB',
    numbers: {
      rows,
      copyMs: ms('copy'),
      dataMs: ms('data'),
      excelMs: ms('excel'),
      bareMs: ms('bare'),
      dataMegabytes: most('data'),
      excelMegabytes: most('excel'),
      copyMegabytes: most('copy'),
      bytes: all.data[0]?.bytes ?? 0,
    },
  };
}

async function measuredIn(subject: Subject, what: What): Promise<ExportMeasured> {
  const { stdout } = await run(process.execPath, [CHILD, subject.folder, what]);
  return JSON.parse(stdout) as ExportMeasured;
}

/** Systems of companies, offered in China, of which one in three was given its label. */
function* introductions(systems: number): Generator<string> {
  const event = (id: string, type: string, subject: string, data: object) =>
    JSON.stringify({
      specversion: '1.0',
      source: 'urn:edict:bench:exports',
      id,
      type,
      subject,
      time: '2026-01-05T09:00:00+08:00',
      data: { ...data, evidence: EVIDENCE },
    });
  for (let index = 0; index < systems; index += 1) {
    const company = `maker-${Math.floor(index / SYSTEMS_OF_COMPANY)}`;
    const subject = `systems/${company}-${index % SYSTEMS_OF_COMPANY}`;
    if (index % SYSTEMS_OF_COMPANY === 0) {
      const name = { en: `Maker ${index}`, zh: `第${index}号公司` };
      yield event(company, 'company.registered', `companies/${company}`, {
        name,
        jurisdiction: 'CN',
      });
    }
    yield event(`${subject}-new`, 'system.introduced', subject, {
      company,
      name: { zh: `系统“${index}”` },
      kind: 'app',
      roles: ['service-provider'],
      markets: ['CN'],
    });
    yield event(`${subject}-on`, 'system.launched', subject, {});
    if (index % 3 !== 0) continue;
    const measure = { measure: 'label.explicit', media: ['video'] };
    yield event(`${subject}-label`, 'measure.adopted', subject, measure);
  }
}

const EVIDENCE = [
  { url: 'https://example.org/', publisher: 'Bench', tier: 'internal', access: 'read' },
];
