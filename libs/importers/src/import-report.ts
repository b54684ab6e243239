import type { ReportedRow } from './filings/filing.js';

export type FileKind =
  'filing-list' | 'cancellation-list' | 'cloudevents' | 'event-table' | 'rule-pack';

/** What became of a file. For every kind `taken` and the reported rows add up to `rows`. */
export interface ImportReport {
  readonly file: string;
  readonly kind: FileKind;
  /** Records in the file: rows of a table, events of a CloudEvents file. */
  readonly rows: number;
  readonly taken: number;
  readonly reported: readonly ReportedRow[];
  /** Events that this import added; in a dry run: would add. */
  readonly recorded: number;
  /** Records that said nothing new. */
  readonly duplicates: number;
}

/** How far an import is, in records of the file. */
export interface ImportProgress {
  readonly file: string;
  readonly done: number;
  readonly total: number;
}
