import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const TOUR = /^## A tour.*?(?=^## )/msu;
const BLOCK = /^```sh\n(?<commands>.*?)^```\n\n```text\n(?<shown>.*?)^```/gmsu;
const RECORD_SEPARATOR = '\u001e';
const TIMEOUT_MS = 60_000;

export interface Block {
  readonly commands: string;
  /** What the page says that the commands print. */
  readonly shown: string;
}

export function tourOf(page: string): readonly Block[] {
  const tour = TOUR.exec(page)?.[0] ?? '';
  const blocks = [...tour.matchAll(BLOCK)].map(({ groups }) => ({
    commands: groups?.['commands'] ?? '',
    shown: groups?.['shown'] ?? '',
  }));
  if (blocks.length !== tour.split('```sh').length - 1) {
    throw new Error('A block of the tour does not show what it prints.');
  }
  return blocks;
}

/** Pastes all blocks into one shell and returns what each has printed, errors included. */
export async function paste(
  blocks: readonly Block[],
  settings: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const separator = `printf '${RECORD_SEPARATOR}'\n`;
  const script = ['exec 2>&1\n', ...blocks.map(({ commands }) => commands + separator)].join('');
  const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...settings };
  const { stdout } = await run('bash', ['-c', script], { env, timeout: TIMEOUT_MS });
  return stdout.split(RECORD_SEPARATOR).slice(0, -1);
}

/** What is shown, as a pattern: `…` stands for whatever differs from run to run in a line. */
export function patternOf(shown: string): RegExp {
  const parts = shown.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^\\n]*')}$`, 'u');
}
