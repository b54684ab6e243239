import type { PreparedEvent } from './committing/leaf.js';
import type { EventId, NewEvent } from './event.js';
import type { PersonalValue } from './personal-value.js';

/** The append holds only while the stream still has exactly this sequence (0: does not exist). */
export interface StreamGuard {
  readonly subject: string;
  readonly sequence: number;
}

/** A name that at most one holder has at a time, e.g. `algorithm-number/1101...` for a stream. */
export interface Claim {
  readonly name: string;
  readonly holder: string;
}

export interface ProposedEvent {
  readonly event: NewEvent;
  /** The stream's sequence that the client expects before this event. */
  readonly expectedVersion?: number;
  /** What `prepareEvent` made of this very event, where it was asked before. */
  readonly prepared?: PreparedEvent;
  /** What the event's data commits to; stored with the event, or not at all. */
  readonly personal?: readonly PersonalValue[];
}

/** One append: all of its events are recorded, or none. */
export interface AppendRequest {
  readonly proposals: readonly ProposedEvent[];
  readonly guards?: readonly StreamGuard[];
  /** Names taken by this append; a name held by another holder refuses the append. */
  readonly claims?: readonly Claim[];
  /** Names given up by this append, e.g. because the claiming event is retracted. */
  readonly releases?: readonly Claim[];
}

export interface Receipt extends EventId {
  readonly subject: string;
  readonly position: number;
  readonly sequence: number;
  readonly recordedtime: string;
  /** SHA-256 leaf hash over the stored bytes, lower-case hex. */
  readonly leafHash: string;
  /** True where the same event had been recorded before; the receipt is the first one's. */
  readonly duplicate: boolean;
}

/** The ledger's verdict on one append. `index` counts the append's proposals from 0. */
export type Verdict =
  | { readonly outcome: 'recorded'; readonly receipts: readonly Receipt[] }
  | {
      readonly outcome: 'version-conflict';
      readonly index: number;
      readonly subject: string;
      readonly expected: number;
      readonly actual: number;
    }
  | { readonly outcome: 'id-reused'; readonly index: number; readonly position: number }
  | { readonly outcome: 'guard-failed'; readonly subject: string; readonly actual: number }
  | { readonly outcome: 'claim-taken'; readonly name: string; readonly holder: string };
