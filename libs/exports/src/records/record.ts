const COMMA = 0x2c;
const QUOTE = 0x22;

const QUOTED = /[",\r\n]/;

/** One record of RFC 4180, as PostgreSQL writes it: quoted where it must be, without its end. */
export function recordOf(cells: readonly string[]): string {
  return cells.map(cellText).join(',');
}

function cellText(cell: string): string {
  return QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The cells of a record that `recordOf` or PostgreSQL wrote. */
export function cellsOf(record: Buffer): readonly string[] {
  return boundsOf(record).map(([start, end]) => cellAt(record, start, end));
}

/** Where a cell begins and ends in its record, quotes included. */
export type Bounds = readonly [start: number, end: number];

export function boundsOf(record: Buffer): readonly Bounds[] {
  const bounds: Bounds[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < record.length; at += 1) {
    const byte = record[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === COMMA && !isQuoted) {
      bounds.push([start, at]);
      start = at + 1;
    }
  }
  bounds.push([start, record.length]);
  return bounds;
}

export function cellAt(record: Buffer, start: number, end: number): string {
  const isQuoted = record[start] === QUOTE && end > start + 1;
  if (!isQuoted) return record.toString('utf8', start, end);
  return record.toString('utf8', start + 1, end - 1).replaceAll('""', '"');
}
