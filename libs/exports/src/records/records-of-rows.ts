import { recordOf } from './record.js';

/** Characters that are joined before they are handed on. */
const PART_CHARACTERS = 65_536;

/** Rows of cells as CSV in parts: an LF after each record, no header. */
export async function* recordsOfRows(
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<Buffer, void, undefined> {
  let lines = '';
  for await (const cells of rows) {
    lines += `${recordOf(cells)}\n`;
    if (lines.length < PART_CHARACTERS) continue;
    yield Buffer.from(lines);
    lines = '';
  }
  if (lines !== '') yield Buffer.from(lines);
}
