import { canonicalText } from '../canonical/canonical-bytes.js';
import type { Receipt } from '../append.js';
import type { NewEvent } from '../event.js';
import { sameInstant } from '../instant.js';

/** An event that has been recorded, or accepted earlier in the same group. */
export interface KnownEvent {
  readonly receipt: Receipt;
  readonly event: NewEvent;
}

/** What the ledger holds of all that a group asks about, read under the head lock. */
export interface LedgerState {
  position: number;
  readonly recordedtime: string;
  readonly events: Map<string, KnownEvent>;
  /** Streams that are absent here have sequence 0. */
  readonly sequences: Map<string, number>;
  readonly holders: Map<string, string>;
}

export function idKey(source: string, id: string): string {
  return `${source}\u0000${id}`;
}

/** Whether two events of one (source, id) report the same thing. Who reports it does not matter. */
export function sameContent(left: NewEvent, right: NewEvent): boolean {
  return (
    left.type === right.type &&
    left.subject === right.subject &&
    left.dataschema === right.dataschema &&
    sameInstant(left.time, right.time) &&
    canonicalText(left.data) === canonicalText(right.data)
  );
}
