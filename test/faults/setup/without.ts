import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Why a row cannot be tried where a program or a right is missing; undefined where it can. */
export function withoutRoot(): string | undefined {
  return process.getuid?.() === 0 ? undefined : 'it takes root to mount a small file system';
}

export function withoutStrace(): string | undefined {
  return answers('strace', ['-o', '/dev/null', 'true'])
    ? undefined
    : 'strace is not installed, or may trace nothing';
}

const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (machine) => `/usr/lib/${machine}/faketime/libfaketime.so.1`,
);

export function libfaketime(): string | undefined {
  return LIBRARIES.find((library) => existsSync(library));
}

export function withoutFaketime(): string | undefined {
  return libfaketime() === undefined ? 'libfaketime is not installed' : undefined;
}

function answers(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
