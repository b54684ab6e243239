const LINE_FEED = 0x0a;

/**
 * The line, from 1, in which bytes differ from the text that they should be; nothing where each byte
 * is the same.
 */
export async function firstDifference(
  chunks: AsyncIterable<Buffer>,
  pieces: Iterable<string>,
): Promise<number | undefined> {
  const expected = new Expected(pieces);
  let lines = 0;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length;) {
      const wanted = expected.next(chunk.length - start);
      const found = chunk.subarray(start, start + wanted.length);
      const same = wanted.length === 0 ? 0 : sameBytes(found, wanted);
      lines += lineFeedsIn(found.subarray(0, same));
      if (wanted.length === 0 || same < wanted.length) return lines + 1;
      start += wanted.length;
    }
  }
  return expected.next(1).length === 0 ? undefined : lines + 1;
}

class Expected {
  private readonly pieces: Iterator<string, undefined>;
  private rest: Buffer = Buffer.of();

  constructor(pieces: Iterable<string>) {
    this.pieces = piecesOf(pieces);
  }

  /** The next bytes, at most so many; none only at the end. */
  next(lengthMax: number): Buffer {
    while (this.rest.length === 0) {
      const { value, done } = this.pieces.next();
      if (done === true) return this.rest;
      this.rest = Buffer.from(value, 'utf8');
    }
    const bytes = this.rest.subarray(0, lengthMax);
    this.rest = this.rest.subarray(bytes.length);
    return bytes;
  }
}

function* piecesOf(pieces: Iterable<string>): Generator<string, undefined> {
  yield* pieces;
}

function sameBytes(one: Buffer, other: Buffer): number {
  if (one.equals(other)) return one.length;
  const at = one.findIndex((byte, index) => byte !== other[index]);
  return at === -1 ? one.length : at;
}

function lineFeedsIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) {
    count += 1;
  }
  return count;
}
