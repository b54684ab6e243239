/** Why a whole file cannot be read. Public API: programs act on it. */
export type UnreadableReason =
  | 'too-large'
  | 'unknown-format'
  | 'not-utf8'
  | 'truncated-zip'
  | 'zip-bomb'
  | 'not-a-word-document'
  | 'malformed-xml'
  | 'table-too-large'
  | 'no-table'
  | 'unknown-header'
  | 'unknown-list'
  | 'unknown-month'
  | 'malformed-csv'
  | 'malformed-json';

/** The file as a whole says nothing that can be taken; nothing of it was recorded. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  constructor(
    readonly reason: UnreadableReason,
    readonly detail: string,
  ) {
    super(detail);
  }
}
