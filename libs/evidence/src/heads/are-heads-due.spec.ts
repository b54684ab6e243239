import { describe, expect, it } from '@jest/globals';
import { areHeadsDue } from './are-heads-due.js';

const at = (recordedtime: string) => ({ recordedtime });
const now = new Date('2026-03-02T10:00:00.000Z');
const quiet = at('2026-03-02T09:55:00.000Z');
const busy = at('2026-03-02T09:55:00.001Z');
const yesterday = at('2026-03-01T23:59:59.999Z');

describe('Heads', () => {
  it('are due where events are not counted and the ledger is at rest', () => {
    expect(areHeadsDue({ now, uncounted: quiet, newest: quiet })).toBe(true);
    expect(areHeadsDue({ now, last: yesterday, uncounted: quiet, newest: quiet })).toBe(true);
  });

  it('are not due where all events are counted', () => {
    expect(areHeadsDue({ now, last: yesterday, uncounted: undefined, newest: quiet })).toBe(false);
  });

  it('are due once on a day, in UTC', () => {
    const last = at('2026-03-02T00:00:00.000Z');
    expect(areHeadsDue({ now, last, uncounted: quiet, newest: quiet })).toBe(false);
    const tomorrow = new Date('2026-03-03T00:00:00.000Z');
    expect(areHeadsDue({ now: tomorrow, last, uncounted: quiet, newest: quiet })).toBe(true);
  });

  it('wait for the end of an import, but no longer than an hour', () => {
    const uncounted = (recordedtime: string) =>
      areHeadsDue({ now, last: yesterday, uncounted: at(recordedtime), newest: busy });
    expect(uncounted('2026-03-02T09:00:00.001Z')).toBe(false);
    expect(uncounted('2026-03-02T09:00:00.000Z')).toBe(true);
  });

  it('are not due where the clock is behind the ledger', () => {
    const later = at('2026-03-02T10:30:00.000Z');
    expect(areHeadsDue({ now, last: yesterday, uncounted: later, newest: later })).toBe(false);
    const last = at('2026-03-03T00:00:00.000Z');
    expect(areHeadsDue({ now, last, uncounted: quiet, newest: quiet })).toBe(false);
  });
});
