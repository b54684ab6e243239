/** One line of a stream; its bytes are absent where it was longer than a line may be. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly bytes?: Buffer;
}

export const LINE_BYTES_MAX = 1024 * 1024;
/** Lines that are handed on together. */
export const CHUNK_LINES_MAX = 500;

const LINE_FEED = 0x0a;

/**
 * Cuts a stream into lines and hands on what is there as it comes, up to 500 lines at a time. Holds
 * at most one line: the rest of a line that is too long is passed over. Blank lines only count.
 */
export async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<readonly Line[]> {
  const cutter = new LineCutter();
  for await (const bytes of source) yield* inChunks(cutter.cut(bytes));
  yield* inChunks(cutter.end());
}

function* inChunks(lines: readonly Line[]): Generator<readonly Line[]> {
  for (let start = 0; start < lines.length; start += CHUNK_LINES_MAX) {
    yield lines.slice(start, start + CHUNK_LINES_MAX);
  }
}

class LineCutter {
  #number = 1;
  #parts: Buffer[] = [];
  #length = 0;

  cut(bytes: Buffer): readonly Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(LINE_FEED, start);
      if (end === -1) break;
      this.#keep(bytes.subarray(start, end));
      lines.push(...this.#finish());
      start = end + 1;
    }
    this.#keep(bytes.subarray(start));
    return lines;
  }

  end(): readonly Line[] {
    return this.#length === 0 ? [] : this.#finish();
  }

  #keep(part: Buffer): void {
    this.#length += part.length;
    if (this.#length <= LINE_BYTES_MAX) this.#parts.push(part);
    else this.#parts = [];
  }

  #finish(): readonly Line[] {
    const number = this.#number++;
    const bytes = Buffer.concat(this.#parts);
    const isTooLong = this.#length > LINE_BYTES_MAX;
    this.#parts = [];
    this.#length = 0;
    if (isTooLong) return [{ number }];
    return bytes.every(isBlank) ? [] : [{ number, bytes }];
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
