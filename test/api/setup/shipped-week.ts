import { readFileSync } from 'node:fs';
import type { RunningServer } from './running-server.js';

const DATA = new URL('../../../data/', import.meta.url);
const FILINGS = 'filings/to-2026-03.csv';
/** The filings that the week of February 2026 and the findings of April speak of. */
const FILED = /^清单月份|110108413760701250055|剪映特效算法/;

interface Manifest {
  readonly packs: readonly { readonly name: string; readonly files: readonly string[] }[];
}

/** The facts that ship with Edict, but for the filings of others and what speaks of those alone. */
export async function importShippedWeek(server: RunningServer): Promise<void> {
  const { packs } = JSON.parse(readFileSync(new URL('packs.json', DATA), 'utf8')) as Manifest;
  for (const path of packs.flatMap(({ files }) => files)) {
    if (path.startsWith('cancellations/')) continue;
    const form = new FormData();
    form.append('file', new Blob([contentOf(path)]), path.split('/').at(-1));
    const { status, text } = await server.ask('/v1/imports', { method: 'POST', body: form });
    if (status !== 200) throw new Error(`${path}: ${text}`);
  }
}

function contentOf(path: string): string {
  const content = readFileSync(new URL(path, DATA), 'utf8');
  if (path !== FILINGS) return content;
  const lines = content.split('\n').filter((line) => FILED.test(line));
  return `${lines.join('\n')}\n`;
}
