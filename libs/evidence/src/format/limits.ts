/** Entries of a pack; one more would need another form of the container's end. */
export const ENTRIES_MAX = 65_534;
/** Bytes of the name of an entry. */
export const NAME_BYTES_MAX = 128;
/** Bytes of the entries that are read as a whole: manifest, sums, consistency, heads. */
export const WHOLE_ENTRY_BYTES_MAX = 16 * 1024 * 1024;
/** Bytes that are read from a pack at a time. */
export const CHUNK_BYTES_MAX = 64 * 1024;
