import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { CHUNK_LINES_MAX, LINE_BYTES_MAX, linesOf } from './lines.js';

async function cut(parts: readonly string[]) {
  const chunks = [];
  for await (const chunk of linesOf(Readable.from(parts.map((part) => Buffer.from(part))))) {
    chunks.push(chunk.map(({ number, bytes }) => [number, bytes?.toString()] as const));
  }
  return chunks;
}

describe('A stream of lines', () => {
  it('is cut where its lines end, however it arrives', async () => {
    expect((await cut(['a\nb', 'b\r\n', '\n  \nc'])).flat()).toEqual([
      [1, 'a'],
      [2, 'bb\r'],
      [5, 'c'],
    ]);
    expect(await cut([])).toEqual([]);
    expect((await cut(['last\n'])).flat()).toEqual([[1, 'last']]);
  });

  it('gives the same lines for any cut of the bytes', async () => {
    const texts = fc.array(fc.stringMatching(/^[ab汉\n]{0,6}$/), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(texts, async (parts) => {
        expect((await cut(parts)).flat()).toEqual((await cut([parts.join('')])).flat());
      }),
    );
  });

  it('has lines of at most 1 MiB; longer ones are passed over and told', async () => {
    const long = 'x'.repeat(LINE_BYTES_MAX);
    const lines = (await cut([`${long}\n`, `${long}x\n`, 'after\n'])).flat();
    expect(lines.map(([number, text]) => [number, text?.length])).toEqual([
      [1, LINE_BYTES_MAX],
      [2, undefined],
      [3, 5],
    ]);
  });

  it('is handed on at most 500 lines at a time', async () => {
    const chunks = await cut(['x\n'.repeat(CHUNK_LINES_MAX + 1)]);
    expect(chunks.map(({ length }) => length)).toEqual([CHUNK_LINES_MAX, 1]);
  });
});
