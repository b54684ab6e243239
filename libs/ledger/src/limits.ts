/** Leaf bytes of one event; its position and sequence are counted at their widest. */
export const EVENT_BYTES_MAX = 65_535;
/** Bytes in UTF-8 of each attribute that PostgreSQL indexes: source, id, type, subject, actor. */
export const ATTRIBUTE_BYTES_MAX = 1_024;
/** Events of one append. */
export const BATCH_EVENTS_MAX = 1_000;
/** Guards, claims and releases of one append, each. */
export const BATCH_CONDITIONS_MAX = 10_000;
/** Appends are carried together up to this many events ... */
export const GROUP_EVENTS_MAX = 2_000;
/** ... and this many leaf bytes; one append alone may have more. */
export const GROUP_BYTES_MAX = 8 * 1024 * 1024;
/** Events waiting in this process; what comes on top is refused as unavailable. */
export const WAITING_EVENTS_MAX = 20_000;
export const WAITING_BYTES_MAX = 128 * 1024 * 1024;
/** Streams whose last sequence a process keeps, so that appending to them needs no reading. */
export const FORESEEN_STREAMS_MAX = 16_384;
/** How long an append waits for another process to let go of the head. */
export const HEAD_LOCK_TIMEOUT_MS = 5_000;
/** How long PostgreSQL lets a silent process keep the head. */
export const HEAD_IDLE_TIMEOUT_MS = 10_000;
/** How long an answer of the database is waited for before the connection is given up. */
export const ANSWER_TIMEOUT_MS = 20_000;
/** Pauses before a group is tried again when the connection broke. */
export const RECONNECT_PAUSES_MS: readonly number[] = [50, 250, 1_000];
export const RETRY_AFTER_SECONDS = 2;

export const JSON_DEPTH_MAX = 32;
export const PAGE_EVENTS_MAX = 1_000;
/** Ids, subjects or names asked for in one statement; longer lists are asked for in parts. */
export const LOOKUP_MAX = 1_000;
/** Followers look for new events this often even when no notification came. */
export const POLL_MS = 1_000;

/** Events that a projection takes at once. */
export const PROJECTION_BATCH_MAX = 1_000;
/** A projection that is behind takes batches into one transaction until so much time has passed. */
export const PROJECTION_TRANSACTION_MS = 100;
/** Subjects that a projection goes on with in one transaction; events wait no longer for it. */
export const PROJECTION_PART_MAX = 200;
/** Pauses before a failed batch is tried again; then the failing event is looked for. */
export const PROJECTION_RETRY_PAUSES_MS: readonly number[] = [100, 500, 2_000];
/** A worker that lost its connection, or stands by, tries again this often. */
export const PROJECTION_ACQUIRE_MS = 1_000;
/** Characters kept of the error that parked a subject. */
export const PARKED_ERROR_MAX = 2_000;

/** Leaves read and checked at a time. */
export const LEAVES_PAGE_MAX = 1_024;
/** Nodes of the tree are compared once there are so many. */
export const NODES_COMPARED_MIN = 64;
/** Streams whose last sequence is kept while events are followed; more are read again. */
export const STREAMS_KEPT_MAX = 65_536;
/** Nodes of the tree read at a time. */
export const TREE_NODES_PAGE_MAX = 65_536;
/** Tiles that a process keeps with the nodes above them, some 16 kB each, for the next proof. */
export const TILES_KEPT_MAX = 128;
/** Events that one checkpoint adds; a ledger with more is signed in steps. */
export const SIGNED_AT_ONCE_MAX = 16_384;
/** Leaves signed before that each run hashes again, in turn. */
export const REHASHED_AT_ONCE_MAX = 16_384;
/** A checkpoint is signed this often if anything was recorded ... */
export const CHECKPOINT_INTERVAL_MS = 60_000;
/** ... and after this many events. */
export const CHECKPOINT_EVENTS_MAX = 4_096;
/** Between two checkpoints that somebody wanted at once. */
export const WANTED_PAUSE_MS = 250;
/** How long an answer waits for a checkpoint that covers its events. */
export const CHECKPOINT_WAIT_MS = 5_000;
/** Checkpoints that a verification reads at a time. */
export const CHECKPOINTS_PAGE_MAX = 1_000;
/** Faults that a verification names; all are counted. */
export const FAULTS_NAMED_MAX = 1_000;
/** How long a key that was rotated out signs beside the one after it. */
export const KEY_OVERLAP_MS = 30 * 24 * 3_600_000;
/** Rotations that are looked at; thirty days later each is over. */
export const KEY_ROTATIONS_MAX = 100;
/** Names that the log has had; each but the first was begun after a loss. */
export const ORIGINS_MAX = 100;
