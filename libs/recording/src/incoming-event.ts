import type { Warning } from '#libs/governance';
import type { EventId, JsonObject } from '#libs/ledger';

/** An event as somebody reports it: the CloudEvents attributes that a client may set. */
export interface IncomingEvent extends EventId {
  readonly type: string;
  /** The stream, `<collection>/<id>`. */
  readonly subject: string;
  /** Valid time, RFC 3339 with offset. */
  readonly time: string;
  /** Absent: the type's current version. */
  readonly dataschema?: string;
  readonly data: JsonObject;
  /** The stream's sequence before this event; the event is recorded only if it still holds. */
  readonly expectedversion?: number;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly traceparent?: string;
}

/** What is known of an event that was found acceptable; in a dry run nothing is written. */
export interface Checked extends EventId {
  readonly subject: string;
  /** True where the same event had been recorded before, or stands earlier in the batch. */
  readonly duplicate: boolean;
  readonly warnings: readonly Warning[];
  readonly position?: number;
  readonly sequence?: number;
  readonly recordedtime?: string;
  readonly leafHash?: string;
}

/** An event that is durably in the ledger; a duplicate carries the first one's place. */
export interface Recorded extends Checked {
  readonly position: number;
  readonly sequence: number;
  readonly recordedtime: string;
  /** SHA-256 leaf hash over the stored bytes, lower-case hex. */
  readonly leafHash: string;
}
