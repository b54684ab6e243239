import { describe, expect, it } from '@jest/globals';
import { bearerParts, EVENTS_TOGETHER } from './bearer-parts.js';

describe('Subjects that are taken in parts', () => {
  const lengths = new Map([
    ['companies/a', EVENTS_TOGETHER / 2 - 1],
    ['systems/s', 1],
    ['systems/t', 1],
    ['systems/u', 2],
    ['systems/long', EVENTS_TOGETHER + 1],
  ]);
  const bearer = (system: string, streams = ['companies/a']) => ({
    subject: `systems/${system}`,
    streams: [...streams, `systems/${system}`],
  });
  const partsOf = (...bearers: readonly ReturnType<typeof bearer>[]) =>
    bearerParts(bearers, lengths).map((part) => part.map(({ subject }) => subject));

  it('are together where their histories have no more events than may be held', () => {
    expect(partsOf(bearer('s'), bearer('t'))).toEqual([['systems/s', 'systems/t']]);
  });

  it('are apart where they have one event more', () => {
    expect(partsOf(bearer('s'), bearer('u'))).toEqual([['systems/s'], ['systems/u']]);
  });

  it('have a part of their own where one history alone has more', () => {
    expect(partsOf(bearer('s', []), bearer('long', []), bearer('t', []))).toEqual([
      ['systems/s'],
      ['systems/long'],
      ['systems/t'],
    ]);
  });

  it('are none where there are none', () => {
    expect(partsOf()).toEqual([]);
  });
});
