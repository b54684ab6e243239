export { createDataSource } from './data-source.js';
export type { DataSourceOptions } from './data-source.js';
export { DatabaseModule } from './database.module.js';
export { ensurePostgres } from './embedded/ensure.js';
export type { EmbeddedPostgres } from './embedded/ensure.js';
export { PostgresUnavailable } from './embedded/unavailable.js';
export { migrate, SchemaIsNewer } from './migrate.js';
export type { MigrateOptions } from './migrate.js';
export { JOBS_SCHEMA } from './migrations/1764000000061-jobs.js';
export { MIGRATIONS } from './migrations/index.js';
export {
  CONNECT_TIMEOUT_MS,
  createPool,
  createReachPool,
  IDLE_IN_TRANSACTION_TIMEOUT_MS,
  POOL_CONNECTIONS_MAX,
  STATEMENT_TIMEOUT_MS,
} from './pool.js';
export type { DatabaseRole, PoolOptions, ReachPoolOptions, ReplicaOptions } from './pool.js';
export {
  beginGeneration,
  endGeneration,
  swapGeneration,
  tablesOf,
} from './generations/generation.js';
export { guardGeneration } from './generations/guard-generation.js';
export type { GuardProgress } from './generations/guard-generation.js';
export { checkReplica } from './reach/check-replica.js';
export type { BinaryRows } from './loading/binary-rows.js';
export { TableCopy } from './loading/table-copy.js';
export { inSnapshot, SNAPSHOT_TIMEOUT_MS } from './in-snapshot.js';
export {
  awaitingReach,
  keepingReach,
  onPrimary,
  periodNow,
  reachingEverything,
  reachNow,
  readPrimary,
  readReplica,
  replicaMayAnswer,
  setReach,
} from './reach/reach.js';
export type { Reach, Stretch } from './reach/reach.js';
export type { Narrow } from './reach/narrowing.js';
export { sql } from './sql.js';
export type { BinaryRow, CopiedRows } from './streaming/copied-rows.js';
export { copyBinary } from './streaming/copy-binary.js';
export { copyRows, STREAM_TIMEOUT_MS, streamRows } from './streaming/stream-rows.js';
export type { Statement } from './streaming/statement.js';
export { inTransaction } from './transaction.js';
export { openDatabase } from './open-database.js';
export type { DatabaseSettings, OpenDatabase } from './open-database.js';
