import { MalformedPack } from './malformed-pack.js';

const LINE_FEED = 0x0a;

/**
 * The lines of an entry, without their line feeds.
 * @throws MalformedPack for a line that is longer, for one that is empty, and where the last has no
 * line feed
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  name: string,
  lineBytesMax: number,
): AsyncGenerator<Buffer, void> {
  let rest: Buffer = Buffer.of();
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start);
      if (end === -1) break;
      const line = Buffer.concat([rest, chunk.subarray(start, end)]);
      checkLine(line.length, name, lineBytesMax);
      yield line;
      rest = Buffer.of();
      start = end + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(start)]);
    if (rest.length > lineBytesMax) throw new MalformedPack(`a line of ${name} is too long`);
  }
  if (rest.length > 0) throw new MalformedPack(`the last line of ${name} is cut`);
}

function checkLine(length: number, name: string, lineBytesMax: number): void {
  if (length > lineBytesMax) throw new MalformedPack(`a line of ${name} is too long`);
  if (length === 0) throw new MalformedPack(`a line of ${name} is empty`);
}
