/** A statement with `$1`, `$2` ... and what they stand for. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}
