/** The key of a person, as it is stored: wrapped under a key that the database does not have. */
export interface PersonKey {
  /** A UUID. */
  readonly id: string;
  /** 32 bytes that are the same for the same person and say nothing to who has the database only. */
  readonly person: Buffer;
  readonly wrapped: Buffer;
}

/**
 * A value that the leaf of an event only commits to. It is stored in the transaction that records
 * the event, and can be destroyed later without touching the leaf.
 */
export interface PersonalValue {
  /** JSON pointer (RFC 6901) into the data of the event. */
  readonly field: string;
  /** The 32 bytes in the leaf. */
  readonly commitment: Buffer;
  readonly key: PersonKey;
  /** The value and its salt, encrypted under that key. */
  readonly sealed: Buffer;
}
