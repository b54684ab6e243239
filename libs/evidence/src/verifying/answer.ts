import { AlteredEntry, MalformedPack } from '../format/malformed-pack.js';
import { WrongUse } from './errors.js';
import { readOlderNotes } from './older-notes.js';
import { linesOfPack } from './report.js';
import { spelledOut } from './spelled-out.js';
import { PACK_EXIT } from './verified-pack.js';
import type { PackExit } from './verified-pack.js';
import { verifyPack } from './verify-pack.js';

/** What somebody wants to know of a pack. */
export interface AskedOfPack {
  readonly path: string;
  readonly keys: readonly string[];
  /** Files with a signed checkpoint, or folders of them. */
  readonly since: readonly string[];
  readonly isJson: boolean;
}

/** What is printed, and what the process ends with. */
export interface PackAnswer {
  readonly text: string;
  readonly exit: PackExit;
}

/** Verifies a pack and says so in words or in JSON; every pack, and every argument, has an answer. */
export async function answerAboutPack(asked: AskedOfPack): Promise<PackAnswer> {
  const { path, keys, isJson } = asked;
  try {
    const verified = await verifyPack(path, { keys, since: await readOlderNotes(asked.since) });
    const lines = isJson ? [JSON.stringify(verified)] : linesOfPack(verified);
    return { text: lines.map(spelledOut).join('\n'), exit: PACK_EXIT[verified.verdict] };
  } catch (error) {
    const exit = exitOf(error);
    if (exit === undefined || !(error instanceof Error)) throw error;
    const verdict = exit === PACK_EXIT.tampered ? 'tampered' : 'unusable';
    const problem = error.message;
    return { text: spelledOut(isJson ? JSON.stringify({ verdict, problem }) : problem), exit };
  }
}

function exitOf(error: unknown): PackExit | undefined {
  if (error instanceof AlteredEntry) return PACK_EXIT.tampered;
  if (error instanceof MalformedPack || error instanceof WrongUse) return PACK_EXIT.unusable;
  // A file that cannot be read: the system says why.
  return error instanceof Error && 'syscall' in error ? PACK_EXIT.unusable : undefined;
}
