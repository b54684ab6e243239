import { sql } from '#libs/database';
import type { VerifiedCheckpoint, VerifierKey } from '#libs/merkle';
import type pg from 'pg';
import type { LastSigned } from '../log/last-signed.js';
import { LogFault } from '../log/log-fault.js';
import { CompareNodes } from './compare-nodes.js';
import { Findings } from './findings.js';
import { olderCheckpoints, openedIfTrusted } from './older-checkpoint.js';
import type { OlderNote } from './older-checkpoint.js';
import { SignedHeads } from './signed-heads.js';
import type { KeptCheckpoint } from './signed-heads.js';
import { startOfVerification } from './start-of-verification.js';
import { storedCheckpoints } from './stored-checkpoints.js';
import { trustedKeys } from './trusted-keys.js';
import type { TrustedKeys } from './trusted-keys.js';
import { walkLeaves } from './walk-leaves.js';

/** What checkpoints are called that no caller has named. */
const OF_SIGNER = 'what the data directory remembers to have signed';
const OF_VERIFIER = 'what was verified before';
const LEDGER_ENDS = sql(import.meta.url, './ledger-ends.sql');

export interface LedgerVerification {
  /** Verifier keys that the caller trusts, as text. */
  readonly keys?: readonly string[];
  /** Checkpoints that the caller has kept. */
  readonly since?: readonly OlderNote[];
  /** The checkpoint that was signed last, where the process that signs remembers it. */
  readonly lastSigned?: Pick<LastSigned, 'read'>;
  /** Where the checkpoint that was verified last is remembered. */
  readonly lastVerified?: LastSigned;
  /** From the first event on, whatever was verified before. */
  readonly isFull?: boolean;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface VerifiedLedger {
  readonly origins: readonly string[];
  readonly trust: TrustedKeys['trust'];
  /** `name+id` of the keys that signatures were checked against. */
  readonly keys: readonly string[];
  /** Events that an earlier run has hashed and this one has not. */
  readonly verifiedBefore: number;
  /** Events that there are. */
  readonly events: number;
  /** Events that the newest checkpoint covers. */
  readonly signed: number;
  /** Stored checkpoints that were held against the leaves. */
  readonly checkpoints: number;
  /** The first thousand. */
  readonly faults: readonly LogFault[];
  readonly faultCount: number;
}

interface Ends {
  readonly head: number;
  readonly newest: number;
  readonly signed: number;
  readonly origins: readonly string[] | null;
}

/**
 * Verifies the ledger from what is stored, in one state of the database and with constant memory.
 * What is wrong with it is in the answer; recording goes on meanwhile.
 * @throws UnusableKey, UnusableCheckpoint
 */
export async function verifyLedger(
  pool: pg.Pool,
  options: LedgerVerification,
): Promise<VerifiedLedger> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await verifyState(client, options);
  } finally {
    client.release(true);
  }
}

/** As `verifyLedger`, in the caller's transaction, which is `repeatable read`. */
export async function verifyState(
  client: pg.ClientBase,
  options: LedgerVerification,
): Promise<VerifiedLedger> {
  const { lastVerified, isFull = false, onProgress } = options;
  const findings = new Findings();
  const { trust, keys } = await trustedKeys(options.keys ?? [], client);
  const { head, newest, signed, origins } = await endsOf(client);
  if (head !== newest) findings.add(headFault(head, newest));
  const verified = ownCheckpointIn(await lastVerified?.read(), keys, origins);
  const remembered = ownCheckpointIn(await options.lastSigned?.read(), keys, origins);
  const kept: KeptCheckpoint[] = [
    ...olderCheckpoints(options.since ?? [], keys, origins ?? []),
    ...(remembered ? [{ checkpoint: remembered, where: OF_SIGNER }] : []),
    ...(verified ? [{ checkpoint: verified, where: OF_VERIFIER }] : []),
  ];
  const isBehind = isFull || verified === undefined || verified.size > newest;
  const start = await startOfVerification(client, isBehind ? undefined : verified, kept);
  const { range } = start;
  const verifiedBefore = range.size;
  const last = verifiedBefore > 0 ? verified : undefined;
  const stored = storedCheckpoints(client, last?.size, keys, findings.add);
  const heads = new SignedHeads(stored, start.kept, findings.add, last);
  const nodes = new CompareNodes(client, signed, findings.add);
  const progress = (done: number): void => onProgress?.({ done, total: newest });
  const onFault = findings.add;
  await walkLeaves({ client, range, upTo: newest, heads, nodes, onFault, onProgress: progress });
  await heads.end(newest);
  await nodes.refuseMore();
  if (findings.count === 0 && heads.newest) await lastVerified?.write(heads.newest.note);
  return {
    origins: origins ?? [],
    trust,
    keys: keys.map(({ name, keyId }) => `${name}+${keyId}`),
    verifiedBefore,
    events: newest,
    signed,
    checkpoints: heads.count,
    faults: findings.named,
    faultCount: findings.count,
  };
}

async function endsOf(client: pg.ClientBase): Promise<Ends> {
  const { rows } = await client.query<Ends>(LEDGER_ENDS);
  return rows[0] ?? { head: 0, newest: 0, signed: 0, origins: null };
}

function headFault(head: number, newest: number): LogFault {
  const detail = `The head of the ledger is ${head}, but its last event is ${newest}.`;
  return new LogFault('missing', detail, { position: newest });
}

/** What a file remembers; nothing where it is of another log, or no trusted key signed it. */
function ownCheckpointIn(
  note: string | undefined,
  keys: readonly VerifierKey[],
  origins: readonly string[] | null,
): VerifiedCheckpoint | undefined {
  const opened = openedIfTrusted(note, keys);
  return opened === undefined || origins?.includes(opened.origin) === false ? undefined : opened;
}
