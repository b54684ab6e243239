/** A table as it stands in a file, header rows included, merged cells filled in. */
export interface Table {
  /** What stands before the table, e.g. its title. */
  readonly title: string;
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly cells: readonly string[];
  /** True where one cell spans the whole row: a title or a note, not a record. */
  readonly isSpanning: boolean;
}

export const TABLE_ROWS_MAX = 50_000;
export const TABLE_COLUMNS_MAX = 64;
