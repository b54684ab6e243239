import type { KeyedRow, Moment, RowSource } from './register.js';

/**
 * Rows that look at these fields of a state only. Most events of a long history leave them as they
 * are: then the rows before are the rows now.
 */
export function fromFields<State extends object, Field extends keyof State, Row extends object>(
  fields: readonly Field[],
  rowsOf: (state: Pick<State, Field>, moment: Moment) => readonly KeyedRow<Row>[],
): RowSource<State, Row> {
  return {
    rowsOf,
    sameRows: (one, other) => {
      if (one === other) return true;
      for (const field of fields) if (one[field] !== other[field]) return false;
      return true;
    },
  };
}
