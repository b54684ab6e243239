import { sql } from '#libs/database';
import type { VerifiedCheckpoint, VerifierKey } from '#libs/merkle';
import type pg from 'pg';
import { readRetiredKeys } from '../log/key-rotations.js';
import type { LastSigned } from '../log/last-signed.js';
import { LogFault } from '../log/log-fault.js';
import type { RecordedOrigin } from '../log/origin-begun.js';
import { readOrigins } from '../log/read-origins.js';
import { CompareNodes } from './compare-nodes.js';
import { Findings } from './findings.js';
import { judgeFormer, judgeKept, judgeLost } from './judge-kept.js';
import type { LostCheckpoint } from './judge-kept.js';
import { olderCheckpoints, openedIfTrusted } from './older-checkpoint.js';
import type { OlderNote } from './older-checkpoint.js';
import { SignedHeads } from './signed-heads.js';
import type { KeptCheckpoint } from './signed-heads.js';
import { startOfVerification } from './start-of-verification.js';
import { storedCheckpoints } from './stored-checkpoints.js';
import type { Signers } from './stored-checkpoints.js';
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
  /** Each time that the log was begun anew, after a loss. */
  readonly begun: readonly RecordedOrigin[];
  /** Checkpoints of the caller whose last events were lost, as an event says. */
  readonly lost: readonly LostCheckpoint[];
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
  const onFault = findings.add;
  const { trust, keys } = await trustedKeys(options.keys ?? [], client);
  const { head, newest, signed, origins: signedAs } = await endsOf(client);
  if (head !== newest) onFault(headFault(head, newest));
  const origins = await readOrigins(client, onFault);
  const signers: Signers = { keys, retired: await readRetiredKeys(client), origins };
  const names = [...new Set([...(signedAs ?? []), ...origins.names])];
  const kept = await keptCheckpoints(options, keys, names);
  const { held, lost } = judgeKept(kept, signers, onFault);
  judgeFormer(signers, onFault);
  const verified = held.find(({ where }) => where === OF_VERIFIER)?.checkpoint;
  const isUsable = !isFull && verified !== undefined && verified.size <= newest;
  const start = await startOfVerification(client, isUsable ? verified : undefined, held);
  const { range } = start;
  const verifiedBefore = range.size;
  const last = verifiedBefore > 0 ? verified : undefined;
  const stored = storedCheckpoints(client, last?.size, signers, onFault);
  const heads = new SignedHeads(stored, start.kept, onFault, last);
  const nodes = new CompareNodes(client, signed, onFault);
  const progress = (done: number): void => onProgress?.({ done, total: newest });
  await walkLeaves({ client, range, upTo: newest, heads, nodes, onFault, onProgress: progress });
  await heads.end(newest);
  await nodes.refuseMore();
  judgeLost(lost, heads.newest?.size ?? 0, onFault);
  if (findings.count === 0 && heads.newest) await lastVerified?.write(heads.newest.note);
  return {
    origins: signedAs ?? [],
    trust,
    keys: keys.map(({ name, keyId }) => `${name}+${keyId}`),
    verifiedBefore,
    events: newest,
    signed,
    checkpoints: heads.count,
    begun: origins.begun,
    lost,
    faults: findings.named,
    faultCount: findings.count,
  };
}

/** All that is remembered outside of the database, and that the caller has. */
async function keptCheckpoints(
  { since = [], lastSigned, lastVerified }: LedgerVerification,
  keys: readonly VerifierKey[],
  names: readonly string[],
): Promise<readonly KeptCheckpoint[]> {
  const verified = ownCheckpointIn(await lastVerified?.read(), keys, names);
  const remembered = ownCheckpointIn(await lastSigned?.read(), keys, names);
  return [
    ...olderCheckpoints(since, keys, names),
    ...(remembered ? [{ checkpoint: remembered, where: OF_SIGNER }] : []),
    ...(verified ? [{ checkpoint: verified, where: OF_VERIFIER }] : []),
  ];
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
  names: readonly string[],
): VerifiedCheckpoint | undefined {
  const opened = openedIfTrusted(note, keys);
  if (opened === undefined) return undefined;
  return names.length === 0 || names.includes(opened.origin) ? opened : undefined;
}
