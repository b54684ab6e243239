const LINE_FEED = 0x0a;
const LAST_CONTROL_OR_SPACE = 0x20;
const LAST_ASCII = 0x7f;

export interface FilledLine {
  readonly text: string;
  /** Counted from 1, blank lines too. */
  readonly row: number;
}

/**
 * The lines of a UTF-8 text that are not blank. Each is decoded when its turn comes, so that a long
 * file is held as its bytes only.
 */
export class FilledLines implements Iterable<FilledLine> {
  readonly length: number;

  constructor(private readonly bytes: Buffer) {
    let length = 0;
    for (const places = this.places(); places.next().done !== true;) length += 1;
    this.length = length;
  }

  *[Symbol.iterator](): Generator<FilledLine> {
    for (const { row, start, end } of this.places()) {
      yield { row, text: this.bytes.toString('utf8', start, end) };
    }
  }

  private *places(): Generator<{ row: number; start: number; end: number }> {
    const { bytes } = this;
    let start = 0;
    for (let row = 1; start < bytes.length; row += 1) {
      const found = bytes.indexOf(LINE_FEED, start);
      const end = found === -1 ? bytes.length : found;
      if (!isBlank(bytes, start, end)) yield { row, start, end };
      start = end + 1;
    }
  }
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start] ?? LINE_FEED;
  if (first > LAST_CONTROL_OR_SPACE && first <= LAST_ASCII) return false;
  return bytes.toString('utf8', start, end).trim() === '';
}
