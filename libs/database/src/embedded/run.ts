import { spawn } from 'node:child_process';

export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

export interface RunOptions extends Identity {
  readonly cwd?: string;
}

export interface Outcome {
  /** Absent where the program could not be started or a signal ended it. */
  readonly code?: number;
  readonly output: string;
}

/** What a program left running may hold its output open; the rest is not waited for longer. */
const OUTPUT_TIMEOUT_MS = 1_000;

/** Runs a program to its end. */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], {
      ...options,
      env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => {
      resolve({ output: error.message });
    });
    child.once('exit', () => {
      const closing = [child.stdout, child.stderr];
      setTimeout(() => {
        closing.forEach((stream) => stream.destroy());
      }, OUTPUT_TIMEOUT_MS).unref();
    });
    child.once('close', (code) => {
      resolve(code === null ? { output } : { code, output });
    });
  });
}
