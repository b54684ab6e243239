import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../bench.js';
import type { Row } from '../row.js';
import { Subject } from '../subject.js';
import { exported, exportRow } from './compared.js';

/** About so many duties of the shipped rules bind one system that is offered in China. */
const DUTIES_OF_SYSTEM = 55;
const SYSTEMS_OF_COMPANY = 10;

/** Exports of about so many statuses, against what PostgreSQL alone takes for the same rows. */
export async function exportRows(bench: Bench, statuses: number): Promise<readonly Row[]> {
  const { isQuick, say } = bench;
  const subject = await Subject.with({ events: 0, companies: 0 }, bench);
  try {
    const systems = Math.ceil(statuses / DUTIES_OF_SYSTEM);
    say(`introducing ${systems} systems`);
    const file = join(subject.folder, 'systems.ndjson');
    await writeFile(file, [...introductions(systems)].join('\n'));
    await subject.edict('import', file);
    say('building the views');
    await subject.edict('rebuild');
    const kinds = isQuick ? (['data'] as const) : (['data', 'excel', 'bare'] as const);
    return [exportRow('P9 export', await exported(subject, kinds, say))];
  } finally {
    await subject.stop();
  }
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
