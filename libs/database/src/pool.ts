import pg from 'pg';
import { ANSWER_MARGIN_MS, limitAnswers } from './answer-limit.js';
import type { Narrow } from './reach/narrowing.js';
import { ReachPool } from './reach/reach-pool.js';
import { refuseUnlessFollowing, Replica } from './reach/replica.js';
import { sql } from './sql.js';

/**
 * What the processes run as: the API appends and reads, the worker projects and signs, and records
 * what Edict says of its own ledger. No process is `edict_auditor`, who only reads: it is for logins
 * of people.
 */
export type DatabaseRole =
  'edict_app' | 'edict_worker' | 'edict_signer' | 'edict_log' | 'edict_auditor';

export const POOL_CONNECTIONS_MAX = 10;
export const CONNECT_TIMEOUT_MS = 10_000;
export const STATEMENT_TIMEOUT_MS = 60_000;
/** Bounds how long a stuck process can hold the head of the ledger. */
export const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;

export interface PoolOptions {
  readonly url: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Every connection acts as this role; without it, as the owner of the schema. */
  readonly role?: DatabaseRole;
  readonly max?: number;
  readonly statementTimeoutMs?: number;
  readonly idleInTransactionTimeoutMs?: number;
  /** Told of a connection that broke while idle; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
}

const INT8 = 20;
const INT8_ARRAY = 1016;
const PREPARE_SESSION = sql(import.meta.url, './prepare-session.sql');

/**
 * A pool whose `bigint` columns are numbers (a value past 2^53 - 1 is an error), `timestamptz`
 * is a `Date` and `numeric` a string.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool(configOf(options));
  return watched(pool, options);
}

export interface ReachPoolOptions extends PoolOptions {
  readonly role: DatabaseRole;
  readonly replica?: ReplicaOptions;
  /** Bounds every statement of a bounded request besides: see `ReachPool`. */
  readonly narrow?: Narrow;
}

export interface ReplicaOptions {
  /** Of one server, not of several by turns: the answers of one request must not go back. */
  readonly url: string;
  /** Told when the primary has to answer in its place. */
  readonly onAway: (error: unknown) => void;
}

/**
 * As `createPool`, but what its connections see follows the request around: see `Reach`. What may
 * be read from a replica is: see `readReplica`.
 */
export function createReachPool(options: ReachPoolOptions): pg.Pool {
  const { role, replica, narrow } = options;
  const bounds = {
    role,
    ...(replica && { replica: follower(options, replica) }),
    ...(narrow && { narrow }),
  };
  return watched(new ReachPool(configOf(options), bounds), options);
}

function follower(options: ReachPoolOptions, { url, onAway }: ReplicaOptions): Replica {
  const config = configOf({ ...options, url }, refuseUnlessFollowing);
  return new Replica(watched(new pg.Pool(config), options), onAway);
}

type Check = (client: pg.ClientBase) => Promise<void>;

function configOf(options: PoolOptions, check?: Check): pg.PoolConfig {
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  return {
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.max ?? POOL_CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: { getTypeParser },
    // The pool waits for this promise, which the types of `pg` do not know yet.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises
    onConnect: async (client) => {
      if (statementTimeoutMs > 0) limitAnswers(client, statementTimeoutMs + ANSWER_MARGIN_MS);
      await check?.(client);
      await client.query(PREPARE_SESSION, [
        options.role ?? 'none',
        String(statementTimeoutMs),
        String(options.idleInTransactionTimeoutMs ?? IDLE_IN_TRANSACTION_TIMEOUT_MS),
      ]);
    },
  };
}

function watched(pool: pg.Pool, { onIdleError }: PoolOptions): pg.Pool {
  // Without a listener a connection that breaks while idle would end the process.
  pool.on('error', (error) => onIdleError?.(error));
  return pool;
}

const getTypeParser: typeof pg.types.getTypeParser = (oid, format) => {
  const type: number = oid;
  if (format !== 'binary' && type === INT8) return safeInteger;
  if (format !== 'binary' && type === INT8_ARRAY) return safeIntegers;
  const parser: unknown = pg.types.getTypeParser(oid, format);
  return parser;
};

/** The text of a `bigint[]` of one dimension: `{1,2,NULL}`. */
function safeIntegers(text: string): (number | null)[] {
  const members = text.slice(1, -1);
  if (members === '') return [];
  return members.split(',').map((member) => (member === 'NULL' ? null : safeInteger(member)));
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is past 2^53 - 1`);
  return value;
}
