/** One event that decided something: the original, or a correction applied to it. */
export interface EventRef {
  readonly position: number;
  readonly type: string;
  readonly time: string;
  readonly recordedtime: string;
}

/** What governance needs of a recorded event; the ledger's RecordedEvent fits it. */
export interface LedgerEvent {
  readonly position: number;
  readonly sequence: number;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly recordedtime: string;
  readonly dataschema: string;
  readonly data: object;
  readonly actor: string;
}

/**
 * An event as it is known at some position: not retracted, with every live correction applied and
 * its data lifted to the type's current version.
 */
export interface KnownEvent<Data = unknown> {
  readonly position: number;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** Valid time as written, RFC 3339 with offset, after corrections. */
  readonly time: string;
  /** The same instant in milliseconds since 1970, for order. */
  readonly instant: number;
  readonly recordedtime: string;
  readonly actor: string;
  readonly data: Data;
  /** The original first, then each correction that was applied, in position order. */
  readonly because: readonly EventRef[];
}
