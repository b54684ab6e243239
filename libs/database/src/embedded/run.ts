import { spawn } from 'node:child_process';

/** Who a program runs as; without ids, whoever runs this process. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
  /** Lets it pass folders that are closed to it, with the help of `setpriv` (Linux). */
  readonly passes?: boolean;
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
    const [command, ...rest] = commandLine(program, args, options);
    const child = spawn(command, rest, {
      ...(options.passes ? {} : { uid: options.uid, gid: options.gid }),
      cwd: options.cwd,
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

/**
 * One capability is kept beyond the change of user: the one to pass closed folders. PostgreSQL
 * minds only that it is not root. It asks `access` for its own programs, which heeds what another
 * user than root is capable of only with `no_setuid_fixup`.
 */
function commandLine(
  program: string,
  args: readonly string[],
  { uid, gid, passes }: Identity,
): [string, ...string[]] {
  if (!passes || uid === undefined || gid === undefined) return [program, ...args];
  const user = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const heeded = '--securebits=+no_setuid_fixup';
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return ['setpriv', ...user, heeded, ...capability, '--', program, ...args];
}
