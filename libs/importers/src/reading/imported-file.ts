/** A file as somebody handed it over. The name is a hint only; the content decides. */
export interface ImportedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** 64 MiB: two hundred times the longest list so far. */
export const FILE_BYTES_MAX = 64 * 1024 * 1024;
