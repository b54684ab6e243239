import { describe, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gathered } from './gathered.js';
import { CHUNK_LINES_MAX } from './lines.js';
import type { Line } from './lines.js';

const line = (number: number): Line => ({ number, bytes: Buffer.from('x') });

async function* chunks(sizes: readonly number[]): AsyncGenerator<readonly Line[]> {
  let number = 0;
  for (const size of sizes) {
    yield await Promise.resolve(Array.from({ length: size }, () => line((number += 1))));
  }
}

async function sizesOf(lines: AsyncIterable<readonly Line[]>): Promise<readonly number[]> {
  const sizes: number[] = [];
  let number = 0;
  for await (const some of lines) {
    sizes.push(some.length);
    for (const one of some) expect(one.number).toBe((number += 1));
  }
  return sizes;
}

describe('lines that have come', () => {
  it('are handed on together and in order, up to about a thousand', async () => {
    expect(await sizesOf(gathered(chunks([])))).toEqual([]);
    expect(await sizesOf(gathered(chunks([1, 2, 3])))).toEqual([6]);
    const full = CHUNK_LINES_MAX;
    expect(await sizesOf(gathered(chunks([full, full, full, 1])))).toEqual([2 * full, full + 1]);
  });

  it('do not wait for those that have not', async () => {
    let answered: () => void = () => undefined;
    const answer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    async function* asking(): AsyncGenerator<readonly Line[]> {
      yield [line(1)];
      await answer;
      yield [line(2)];
    }
    const told: number[] = [];
    for await (const lines of gathered(asking())) {
      told.push(lines.length);
      answered();
    }
    expect(told).toEqual([1, 1]);
  });

  it('are handed on before the body breaks off', async () => {
    async function* broken(): AsyncGenerator<readonly Line[]> {
      yield [line(1)];
      await nextTurn();
      throw new Error('broken off');
    }
    const told: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const lines of gathered(broken())) {
        told.push(lines.length);
        await nextTurn();
        await nextTurn();
      }
    };
    await expect(reading()).rejects.toThrow('broken off');
    expect(told).toEqual([1]);
  });

  it('are let go of by whoever stops reading', async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<readonly Line[]> {
      try {
        for (let number = 1; ; number += 1) {
          await nextTurn();
          yield [line(number)];
        }
      } finally {
        isClosed = true;
      }
    }
    for await (const lines of gathered(endless())) if (lines.length > 0) break;
    expect(isClosed).toBe(true);
  });
});
