import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Say } from '../report.js';
import { tracked } from './children.js';
import { residentOf } from './resident.js';

export const CLI = join('dist', 'apps', 'cli', 'src', 'main.js');

const SAMPLE_EVERY_MS = 100;
const SAY_EVERY_MS = 10_000;
const LINES_KEPT = 10;

/** What a command did, from its start to its end. */
export interface Ran {
  readonly output: string;
  readonly ms: number;
  /** Resident memory at most, in bytes; NaN where the system does not say it. */
  readonly mostResident: number;
}

interface Running {
  readonly environment: NodeJS.ProcessEnv;
  /** Takes how far a long command is, now and then. */
  readonly say: Say;
  /** Exit codes that are as good as 0. */
  readonly allowed?: readonly number[];
}

/** Runs a command of `edict` as a user would, to its end. */
export async function edict(
  words: readonly string[],
  { environment, say, allowed = [] }: Running,
): Promise<Ran> {
  const startedAt = performance.now();
  const child = tracked(
    spawn(process.execPath, [CLI, ...words], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });
  let mostResident = NaN;
  const sampling = setInterval(() => {
    void residentOf(child.pid ?? NaN).then(({ most }) => {
      if (!Number.isNaN(most)) mostResident = most;
    });
  }, SAMPLE_EVERY_MS);
  try {
    const [output, said, code] = await Promise.all([
      textOf(child.stdout),
      lastLines(child.stderr, say),
      ended,
    ]);
    const ms = performance.now() - startedAt;
    if (code === 0 || allowed.includes(code ?? NaN)) return { output, ms, mostResident };
    throw new Error(`edict ${words.join(' ')}: ${code ?? 'killed'}: ${said}${output.slice(-500)}`);
  } finally {
    clearInterval(sampling);
  }
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const part of stream.setEncoding('utf8') as AsyncIterable<string>) text += part;
  return text;
}

/** Hands lines on, but few of many; keeps the last ones for when the command fails. */
async function lastLines(stream: Readable, say: Say): Promise<string> {
  const kept: string[] = [];
  let saidAt = performance.now();
  for await (const line of createInterface(stream)) {
    kept.push(line);
    if (kept.length > LINES_KEPT) kept.shift();
    if (performance.now() - saidAt < SAY_EVERY_MS) continue;
    saidAt = performance.now();
    say(`  ${line}`);
  }
  return kept.join('\n');
}
