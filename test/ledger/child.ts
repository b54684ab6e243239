import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly process: ChildProcess;
  /** The whole lines written so far. */
  lines(): readonly string[];
  /** Resolves when the process has ended, however it ended. */
  readonly ended: Promise<void>;
}

/** Starts one of the scripts beside this file; they run the built libs. */
export function startChild(script: `./${string}.mjs`, args: readonly string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  return {
    process: child,
    lines: () => written.split('\n').slice(0, -1),
    ended: new Promise((resolve) =>
      child.on('close', () => {
        resolve();
      }),
    ),
  };
}
