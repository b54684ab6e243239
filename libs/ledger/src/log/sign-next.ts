import { sql } from '#libs/database';
import {
  nodesFromTiles,
  proveConsistency,
  signCheckpoint,
  treeRoot,
  verifyConsistency,
} from '#libs/merkle';
import type {
  CompactRange,
  SignerKey,
  TreeHead,
  VerifiedCheckpoint,
  VerifierKey,
} from '#libs/merkle';
import type pg from 'pg';
import { SIGNED_AT_ONCE_MAX } from '../limits.js';
import { insertCheckpoint, latestCheckpoint, ownCheckpoint } from './checkpoint-row.js';
import type { LastSigned } from './last-signed.js';
import { LogFault } from './log-fault.js';
import { storedTiles } from './read-tiles.js';
import { growTree, readTree, rehash } from './stored-tree.js';

const ENDS_OF_LEDGER = sql(import.meta.url, './ends-of-ledger.sql');
const NOTE_RUN = sql(import.meta.url, './note-run.sql');

/** Who signs the checkpoints of a log. */
export interface LogSigner {
  readonly origin: string;
  /** All of them sign, and each is trusted to have signed before. */
  readonly keys: readonly SignerKey[];
  /** Keys that have signed before and do not any more. */
  readonly retired?: readonly VerifierKey[];
  readonly lastSigned: LastSigned;
  /** The log that this one goes on from, as long as nothing is signed under the present name. */
  readonly former?: FormerLog;
}

/** A log of which the last events were lost. */
export interface FormerLog {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  /** The note that was signed last, over more events than there are. */
  readonly note: string;
}

/** The ledger, found to be as it was signed. */
export interface CheckedLedger {
  readonly stored: VerifiedCheckpoint | undefined;
  readonly remembered: VerifiedCheckpoint | undefined;
  /** Events that there are. */
  readonly head: number;
  /** Over the events that the stored checkpoint covers, ready to take the next. */
  readonly range: CompactRange;
  /** How far the events that were signed before were hashed again. */
  readonly rehashed: number;
}

export interface SigningRun {
  /** Of the newest checkpoint, whether this run signed it or not. */
  readonly size: number;
  /** Events that there were when the run began. */
  readonly head: number;
  readonly signed: boolean;
}

/**
 * Checks the ledger against everything that was signed, and signs what was added since. The
 * caller's transaction is `repeatable read`: all of it sees one state, and the checkpoint is
 * published by the commit. At most `leavesMax` of the leaves signed before are hashed again.
 * @throws LogFault where the ledger cannot be vouched for; nothing was signed
 */
export async function signNext(
  transaction: pg.ClientBase,
  signer: LogSigner,
  leavesMax: number,
): Promise<SigningRun> {
  const checked = await checkSigned(transaction, signer, leavesMax);
  const { stored, remembered, head, range } = checked;
  await transaction.query(NOTE_RUN, [checked.rehashed]);
  const size = stored?.size ?? 0;
  // What was remembered was signed, but its publication was lost: it is published now.
  const lost = remembered !== undefined && remembered.size > size ? remembered : undefined;
  // The first checkpoint of a log that was begun anew covers the event that says so.
  const stepMax = signer.former === undefined ? SIGNED_AT_ONCE_MAX : Infinity;
  const next = lost?.size ?? Math.min(head, size + stepMax);
  if (stored?.size === next) return { size, head, signed: false };
  await growTree(transaction, range, next);
  const grown = { size: next, root: range.root() };
  await refuseInconsistent(transaction, stored, grown);
  if (lost) refuseOtherRoot(lost, grown);
  await publish(transaction, signer, lost ?? sign(signer, grown), stored);
  return { size: next, head, signed: true };
}

/**
 * Checks the ledger against everything that was signed of it, and signs nothing.
 * @throws LogFault where it cannot be vouched for
 */
export async function checkSigned(
  transaction: pg.ClientBase,
  signer: LogSigner,
  leavesMax: number,
): Promise<CheckedLedger> {
  const [stored, remembered] = await whatWasSigned(transaction, signer);
  const { head, rehashed } = await endsOfLedger(transaction, [stored, remembered]);
  const size = stored?.size ?? 0;
  const tree = await readTree(transaction, size);
  const reached = await rehash(transaction, tree, rehashed, leavesMax);
  const { range } = tree;
  if (stored) refuseOtherRoot(stored, { size, root: range.root() });
  if (remembered && remembered.size <= size) {
    const readNodes = nodesFromTiles(size, storedTiles(transaction));
    const root = await treeRoot(remembered.size, readNodes);
    refuseOtherRoot(remembered, { size: remembered.size, root });
  }
  return { stored, remembered, head, range, rehashed: reached };
}

/** The checkpoint that the database has, and the one remembered outside of it. */
async function whatWasSigned(
  transaction: pg.ClientBase,
  { origin, keys, retired = [], lastSigned, former }: LogSigner,
): Promise<readonly [VerifiedCheckpoint | undefined, VerifiedCheckpoint | undefined]> {
  const trusted = [...keys.map(({ verifier }) => verifier), ...retired];
  const row = await latestCheckpoint(transaction);
  const by = row?.origin === former?.origin && former ? former : { origin, keys: trusted };
  const stored = row && ownCheckpoint(row.note, by.origin, by.keys, 'The stored checkpoint');
  const isSame = row?.size === stored?.size && row?.origin === stored?.origin;
  if (row && stored && !(isSame && row.root.equals(stored.root))) {
    throw new LogFault('checkpoint', `The columns of checkpoint ${row.size} are not its note's.`);
  }
  const note = await lastSigned.read();
  if (note === undefined || note === former?.note) return [stored, undefined];
  return [stored, ownCheckpoint(note, origin, trusted, 'The checkpoint signed last')];
}

async function endsOfLedger(
  transaction: pg.ClientBase,
  signed: readonly (TreeHead | undefined)[],
): Promise<{ readonly head: number; readonly rehashed: number }> {
  const { rows } = await transaction.query<{ position: number; newest: number; rehashed: number }>(
    ENDS_OF_LEDGER,
  );
  const [row] = rows;
  if (row === undefined) throw new LogFault('missing', 'The ledger has no head.');
  const shorter = Math.min(row.position, row.newest);
  for (const { size } of signed.filter((one) => one !== undefined)) {
    if (shorter >= size) continue;
    throw new LogFault(
      'rollback',
      `The ledger has ${shorter} events, but a checkpoint over ${size} was signed.`,
    );
  }
  if (row.position === row.newest) return { head: row.position, rehashed: row.rehashed };
  throw new LogFault(
    'missing',
    `The head of the ledger is ${row.position}, but its last event is ${row.newest}.`,
  );
}

function refuseOtherRoot(signed: TreeHead, found: TreeHead): void {
  if (signed.root.equals(found.root)) return;
  const [was, is] = [signed.root, found.root].map((root) => root.toString('base64'));
  throw new LogFault(
    'root',
    `The root over ${signed.size} events was signed as ${was}, but the ledger gives ${is}.`,
  );
}

/** With the code that verifies, not with the one that made the tree. */
async function refuseInconsistent(
  transaction: pg.ClientBase,
  earlier: TreeHead | undefined,
  later: TreeHead,
): Promise<void> {
  if (earlier === undefined) return;
  const readNodes = nodesFromTiles(later.size, storedTiles(transaction));
  const proof = await proveConsistency(earlier.size, later.size, readNodes);
  verifyConsistency(earlier, later, proof);
}

function sign({ origin, keys }: LogSigner, tree: TreeHead): VerifiedCheckpoint {
  const note = signCheckpoint({ origin, ...tree }, keys);
  return { origin, ...tree, note, signedBy: keys.map(({ verifier }) => verifier) };
}

/** Remembered before it is published, so that no published checkpoint is ever forgotten. */
async function publish(
  transaction: pg.ClientBase,
  { lastSigned }: LogSigner,
  checkpoint: VerifiedCheckpoint,
  previous: VerifiedCheckpoint | undefined,
): Promise<void> {
  const isOfLog = previous?.origin === checkpoint.origin;
  await insertCheckpoint(transaction, checkpoint, isOfLog ? previous.size : undefined);
  await lastSigned.write(checkpoint.note);
}
