/** What an event and its bytes are. It reaches no database, so that proofs are checked anywhere. */
export { canonicalBytes } from './canonical/canonical-bytes.js';
export { parseStrict } from './canonical/parse-strict.js';
export { MalformedJson, NotCanonical } from './errors.js';
export type { EventId, JsonObject, JsonValue, NewEvent, RecordedEvent } from './event.js';
export { EVENT_BYTES_MAX, JSON_DEPTH_MAX } from './limits.js';
export { LogOrigins } from './log/log-origins.js';
export type { Fate } from './log/log-origins.js';
export { originIn } from './log/origin-begun.js';
export type { RecordedOrigin } from './log/origin-begun.js';
export { RetiredKeys } from './log/retired-keys.js';
export { recordedEvent } from './recorded-event.js';
