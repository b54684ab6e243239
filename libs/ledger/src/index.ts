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
  LedgerUnavailable,
  MalformedJson,
  NotCanonical,
} from './errors.js';
export type { EventId, JsonObject, JsonValue, NewEvent, RecordedEvent } from './event.js';
export { Ledger } from './ledger.js';
export type { LedgerOptions } from './ledger.js';
export { LedgerModule } from './ledger.module.js';
export { BATCH_EVENTS_MAX, EVENT_BYTES_MAX, JSON_DEPTH_MAX, PAGE_EVENTS_MAX } from './limits.js';
export type { StoredEvent } from './reading/at.js';
export type { LedgerHead } from './reading/head.js';
export type { EventSelection } from './selection.js';
export { adoptViews, holdProjections } from './subscribing/adopt.js';
export { projectionState } from './subscribing/checkpoint.js';
export { ProjectionRunner } from './subscribing/projection-runner.js';
export type { ProjectionRunnerOptions } from './subscribing/projection-runner.js';
export { ProjectionVersionMismatch, SubjectFailed } from './subscribing/projection.js';
export type {
  ParkedSubject,
  Projection,
  ProjectionHealth,
  ProjectionState,
} from './subscribing/projection.js';
export { unpark } from './subscribing/unpark.js';
