import { writeFile } from 'node:fs/promises';
import { generated } from '../../../apps/cli/src/bench/generate.js';

const EVENTS_PER_COMPANY = 100;
const EVIDENCE = [
  { url: 'https://example.org/', publisher: 'Bench', tier: 'internal', access: 'read' },
];

/** Made-up events as somebody would send them, one on each line. */
export async function writeEvents(file: string, events: number): Promise<void> {
  const companies = Math.ceil(events / EVENTS_PER_COMPANY);
  const lines: string[] = [];
  for (const { event } of generated({ events, companies, seed: 1 })) {
    const { id, source, type, subject, time } = event;
    const data = { ...event.data, evidence: EVIDENCE };
    lines.push(JSON.stringify({ specversion: '1.0', id, source, type, subject, time, data }));
  }
  await writeFile(file, lines.join('\n') + '\n');
}
