import { describe, expect, it } from '@jest/globals';
import { LogOrigins } from './log-origins.js';
import type { RecordedOrigin } from './origin-begun.js';

const begun = (origin: string, former: string, size: number, lostFrom: number): RecordedOrigin => ({
  origin,
  key: `${origin}+00000000+AAAA`,
  former: { origin: former, size, root: Buffer.alloc(32), note: '' },
  lostFrom,
  reason: 'The disk broke.',
  position: lostFrom,
});

/** `a` signed 20 and kept 9; `b` signed 40 and kept 29. */
const second = begun('b', 'a', 20, 10);
const third = begun('c', 'b', 40, 30);
const origins = new LogOrigins([second, third]);
const fateOf = (origin: string, size: number) => origins.fateOf({ origin, size });

describe('A checkpoint of a log that was begun anew', () => {
  it('is held against the events where it is of the present name', () => {
    expect(fateOf('c', 30)).toEqual({ fate: 'here' });
    expect(fateOf('c', 1_000)).toEqual({ fate: 'here' });
  });

  it('of a former name is held against what survived', () => {
    expect(fateOf('a', 0)).toEqual({ fate: 'here' });
    expect(fateOf('a', 9)).toEqual({ fate: 'here' });
    expect(fateOf('b', 10)).toEqual({ fate: 'here' });
    expect(fateOf('b', 29)).toEqual({ fate: 'here' });
  });

  it('was lost where it is longer, and no longer than what an event names', () => {
    expect(fateOf('a', 10)).toEqual({ fate: 'lost', by: second });
    expect(fateOf('a', 20)).toEqual({ fate: 'lost', by: second });
    expect(fateOf('b', 40)).toEqual({ fate: 'lost', by: third });
  });

  it('is accounted for by nothing where it is longer than that', () => {
    expect(fateOf('a', 21)).toEqual({ fate: 'unaccounted', by: second });
    expect(fateOf('b', 41)).toEqual({ fate: 'unaccounted', by: third });
  });

  it('is accounted for by nothing where its name was not begun', () => {
    expect(fateOf('b', 9)).toEqual({ fate: 'unaccounted', by: second });
    expect(fateOf('c', 29)).toEqual({ fate: 'unaccounted', by: third });
  });

  it('of a name whose own beginning was lost is judged by what came next', () => {
    const again = new LogOrigins([begun('c', 'b', 40, 5)]);
    expect(again.fateOf({ origin: 'a', size: 4 })).toEqual({ fate: 'here' });
    expect(again.fateOf({ origin: 'a', size: 20 })).toMatchObject({ fate: 'lost' });
  });

  it('is held against the events where there was but one name', () => {
    expect(new LogOrigins([]).fateOf({ origin: 'a', size: 1_000 })).toEqual({ fate: 'here' });
    expect(origins.names).toEqual(['a', 'b', 'c']);
  });
});
