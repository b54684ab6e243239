export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [field: string]: JsonValue };
export type JsonObject = { readonly [field: string]: JsonValue };

/** The pair that makes an event unique (CloudEvents 1.0, `source` + `id`). */
export interface EventId {
  readonly source: string;
  readonly id: string;
}

/** An event to be written: everything but what the ledger itself assigns. */
export interface NewEvent extends EventId {
  readonly type: string;
  /** The stream, `<collection>/<id>`. */
  readonly subject: string;
  /** Valid time, RFC 3339 with offset, kept as it was given. */
  readonly time: string;
  readonly dataschema: string;
  readonly data: JsonObject;
  /** Who records it; from the credential, never from the body. */
  readonly actor: string;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly traceparent?: string;
}

/** An event that has been written. Every field is covered by the leaf hash. */
export interface RecordedEvent extends NewEvent {
  /** Place in the ledger: 1, 2, 3 ... without gaps; commit order equals position order. */
  readonly position: number;
  /** Place in the stream: 1, 2, 3 ... without gaps. */
  readonly sequence: number;
  /** Record time, RFC 3339 in UTC with milliseconds; never runs backwards along positions. */
  readonly recordedtime: string;
}
