import { describe, expect, it } from '@jest/globals';
import { TooManyWaiting, Turns } from './turns.js';

/** Work that ends when it is told to. */
function work() {
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (end = resolve));
  return { run: () => done, end };
}

describe('turns', () => {
  it('run as many at a time as may run, the others in the order in which they came', async () => {
    const turns = new Turns(2, 10);
    const begun: number[] = [];
    const works = Array.from({ length: 4 }, work);
    const all = works.map(({ run }, index) =>
      turns.take(() => {
        begun.push(index);
        return run();
      }),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    works[1]?.end();
    await all[1];
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1, 2]);
    for (const { end } of works) end();
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('turn away who comes when as many wait as may wait, and nobody else', async () => {
    const turns = new Turns(1, 1);
    const first = work();
    const running = turns.take(first.run);
    const waiting = turns.take(() => Promise.resolve('second'));
    await expect(turns.take(() => Promise.resolve())).rejects.toThrow(TooManyWaiting);
    first.end();
    await running;
    expect(await waiting).toBe('second');
    expect(await turns.take(() => Promise.resolve('later'))).toBe('later');
  });

  it('go on where work fails', async () => {
    const turns = new Turns(1, 1);
    await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await turns.take(() => Promise.resolve('next'))).toBe('next');
  });
});
