export type { EventId, JsonObject, JsonValue, NewEvent, RecordedEvent } from './event.js';
export type { AppendRequest, Claim, ProposedEvent, Receipt, StreamGuard, Verdict } from './append.js';
export type { EventSelection, Ledger, LedgerHead, StoredEvent } from './ledger.js';
