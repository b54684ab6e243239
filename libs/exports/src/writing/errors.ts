/** What makes an export impossible, for programs to act on. */
export type ExportProblem =
  | 'unknown-dataset'
  | 'unknown-filter'
  | 'invalid-filter'
  | 'unknown-column'
  | 'invalid-moment'
  | 'missing-previous'
  | 'other-previous';

/** An export that cannot be made as it was asked for. Nothing was written. */
export class InvalidExport extends Error {
  constructor(
    readonly code: ExportProblem,
    message: string,
    /** What could have been asked for in place of it. */
    readonly choices: readonly string[] = [],
  ) {
    super(choices.length === 0 ? message : `${message} There is: ${choices.join(', ')}.`);
    this.name = 'InvalidExport';
  }
}

/** The folder holds an export already; another one has a folder of its own. */
export class FolderInUse extends Error {
  constructor(readonly folder: string) {
    super(`${folder} holds an export already.`);
    this.name = 'FolderInUse';
  }
}
