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

/**
 * Runs a program to its end. What it leaves running may keep its output open, so the end is the
 * program's exit, not the end of its output.
 */
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
    child.once('exit', (code) => {
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve(code === null ? { output } : { code, output });
      });
    });
  });
}
