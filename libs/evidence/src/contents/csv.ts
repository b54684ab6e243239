/** What a cell may say: nothing is an empty cell, a list is a JSON array. */
export type Cell = string | number | boolean | readonly (string | number)[] | undefined;

const QUOTED = /[",\r\n]/;

/** One record of RFC 4180 with its line end; the same cells give the same bytes. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(textOf(cell))).join(',')}\r\n`;
}

function textOf(cell: Cell): string {
  if (cell === undefined) return '';
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

function quoted(text: string): string {
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
