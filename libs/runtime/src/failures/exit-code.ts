import { CannotRun } from './cannot-run.js';

/** What the `edict` command and every process end with. */
export const EXIT = {
  done: 0,
  /** Found something wrong, or failed in a way that nobody foresaw. */
  wrong: 1,
  /** Used wrongly, or something that it needs is not there. */
  cannotRun: 2,
  /** Verified, but weaker than asked. */
  weaker: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof CannotRun ? EXIT.cannotRun : EXIT.wrong;
}
