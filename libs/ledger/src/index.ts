export type {
  AppendRequest,
  Claim,
  ProposedEvent,
  Receipt,
  StreamGuard,
  Verdict,
} from './append.js';
export { canonicalBytes } from './canonical/canonical-bytes.js';
export { sameContent } from './committing/known.js';
export { prepareEvent } from './committing/leaf.js';
export type { PreparedEvent } from './committing/leaf.js';
export { parseStrict } from './canonical/parse-strict.js';
export {
  BatchTooLarge,
  EventTooLarge,
  LedgerRolledBack,
  LedgerUnavailable,
  MalformedJson,
  NotCanonical,
} from './errors.js';
export type { EventId, JsonObject, JsonValue, NewEvent, RecordedEvent } from './event.js';
export { Ledger } from './ledger.js';
export type { LedgerOptions } from './ledger.js';
export { LedgerModule } from './ledger.module.js';
export { Anchors } from './log/anchors.js';
export { beginOrigin } from './log/begin-origin.js';
export type { NewOrigin, OriginParts, WantedOrigin } from './log/begin-origin.js';
export { Checkpointer } from './log/checkpointer.js';
export type { CheckpointerHealth, CheckpointerOptions } from './log/checkpointer.js';
export { checkpointCovering } from './log/checkpoint-row.js';
export type { CheckpointRow } from './log/checkpoint-row.js';
export { NotSigned, UnknownCheckpoint } from './log/errors.js';
export { LastSignedFile } from './log/last-signed.js';
export type { LastSigned } from './log/last-signed.js';
export { LedgerLog } from './log/ledger-log.js';
export type { ConsistencyProof, LogKeys, LogState } from './log/ledger-log.js';
export { loadSigner, NoSigningKey, signingFolder } from './log/load-signer.js';
export type { SignerSettings } from './log/load-signer.js';
export { LogFault } from './log/log-fault.js';
export type { FaultKind } from './log/log-fault.js';
export { LogOrigins } from './log/log-origins.js';
export type { Fate } from './log/log-origins.js';
export { NothingLost } from './log/loss.js';
export type { Loss } from './log/loss.js';
export { OlderLedger, refuseOlderLedger } from './log/older-ledger.js';
export { originIn } from './log/origin-begun.js';
export type { OriginBegun, RecordedOrigin } from './log/origin-begun.js';
export { RetiredKeys } from './log/retired-keys.js';
export { rotateKey } from './log/rotate-key.js';
export type { RotatedKey } from './log/rotate-key.js';
export { signNext } from './log/sign-next.js';
export type { LogSigner, SigningRun } from './log/sign-next.js';
export {
  BATCH_EVENTS_MAX,
  CHECKPOINT_WAIT_MS,
  EVENT_BYTES_MAX,
  JSON_DEPTH_MAX,
  PAGE_EVENTS_MAX,
  REHASHED_AT_ONCE_MAX,
} from './limits.js';
export type { PersonalValue, PersonKey } from './personal-value.js';
export type { StoredEvent } from './reading/at.js';
export { eventTable } from './reading/event-table.js';
export type { LedgerHead } from './reading/head.js';
export { settledPositionAt } from './reading/settled-position-at.js';
export type { EventSelection } from './selection.js';
export { inLedgerSnapshot, LedgerSnapshot } from './snapshot/ledger-snapshot.js';
export type { LeafBytes } from './snapshot/ledger-snapshot.js';
export { adoptViews, holdProjections } from './subscribing/adopt.js';
export { projectionState } from './subscribing/checkpoint.js';
export { parkedInReach } from './subscribing/parked-in-reach.js';
export { ProjectionRunner } from './subscribing/projection-runner.js';
export type { ProjectionRunnerOptions } from './subscribing/projection-runner.js';
export { ProjectionVersionMismatch, SubjectFailed } from './subscribing/projection.js';
export type {
  ParkedSubject,
  Projection,
  ProjectionHealth,
  ProjectionState,
} from './subscribing/projection.js';
export type { LostCheckpoint } from './verifying/judge-kept.js';
export type { OlderNote } from './verifying/older-checkpoint.js';
export { verifyLedger } from './verifying/verify-ledger.js';
export type { LedgerVerification, VerifiedLedger } from './verifying/verify-ledger.js';
export { unpark } from './subscribing/unpark.js';
