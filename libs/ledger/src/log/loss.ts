import { Malformed, openCheckpoint, SignatureRefused } from '#libs/merkle';
import type { VerifiedCheckpoint, VerifierKey } from '#libs/merkle';
import { CannotRun } from '#libs/runtime';
import type pg from 'pg';
import type { Ledger } from '../ledger.js';
import { latestCheckpoint } from './checkpoint-row.js';
import type { KeyFiles } from './key-files.js';
import type { LastSigned } from './last-signed.js';
import { originIn, ORIGIN_STREAM } from './origin-begun.js';
import type { RecordedOrigin } from './origin-begun.js';
import { checkSigned } from './sign-next.js';
import { growTree } from './stored-tree.js';

/** Nothing that was signed is missing, so that there is no reason to begin anew. */
export class NothingLost extends CannotRun {}

/** What was signed and is no more. */
export interface Loss {
  /** What was signed last, and by which keys. */
  readonly former: VerifiedCheckpoint;
  readonly keys: readonly VerifierKey[];
  /** Events that are left. */
  readonly survived: number;
  /** Where an earlier run has come as far as recording it. */
  readonly begun?: RecordedOrigin;
}

const NOTHING_REMEMBERED: LastSigned = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
};

/**
 * Compares the ledger with what was signed last, as it is remembered outside of the database; and,
 * event by event, with what the database itself knows to be signed.
 * @throws NothingLost, LogFault where what is left is not as it was signed
 */
export async function lossOf(
  ledger: Ledger,
  client: pg.ClientBase,
  files: KeyFiles,
  lastSigned: LastSigned,
): Promise<Loss> {
  const begun = await unfinished(ledger, client);
  const note = begun?.former.note ?? (await lastSigned.read());
  if (note === undefined) throw new NothingLost('Nothing is remembered to have been signed.');
  const { keys } = begun
    ? await files.former(begun.former.origin, begun.former.size)
    : files.present;
  const verifiers = keys.map(({ verifier }) => verifier);
  const former = opened(note, verifiers);
  if (begun) return { former, keys: verifiers, survived: begun.lostFrom - 1, begun };
  const { position } = await ledger.head();
  if (position >= former.size) {
    throw new NothingLost(
      `The ledger has ${position} events, and what was signed last is over ${former.size}.`,
    );
  }
  await check(client, former.origin, verifiers);
  return { former, keys: verifiers, survived: position };
}

/** A log that was begun on the ledger, and has signed nothing yet. */
async function unfinished(
  ledger: Ledger,
  client: pg.ClientBase,
): Promise<RecordedOrigin | undefined> {
  const event = await ledger.newest(ORIGIN_STREAM);
  const begun = event && originIn(event);
  const latest = await latestCheckpoint(client);
  return begun === undefined || latest?.origin === begun.origin ? undefined : begun;
}

/** Of all that is left; the nodes that it completes are not kept. */
async function check(
  client: pg.ClientBase,
  origin: string,
  retired: readonly VerifierKey[],
): Promise<void> {
  const signer = { origin, keys: [], retired, lastSigned: NOTHING_REMEMBERED };
  await client.query('begin isolation level repeatable read');
  try {
    const { range, head } = await checkSigned(client, signer, Number.MAX_SAFE_INTEGER);
    await growTree(client, range, head);
  } finally {
    await client.query('rollback');
  }
}

function opened(note: string, keys: readonly VerifierKey[]): VerifiedCheckpoint {
  try {
    return openCheckpoint(note, keys);
  } catch (cause) {
    if (!(cause instanceof Malformed || cause instanceof SignatureRefused)) throw cause;
    throw new CannotRun(`What was signed last cannot be used: ${cause.message}`, { cause });
  }
}
