import { describe, expect, it } from '@jest/globals';
import { cronProblem } from './cron-times.js';
import { nominalTimes } from './nominal-times.js';

function next(cron: string, timeZone: string, after: string, limit = 5): readonly string[] {
  const none = () => [];
  const times = nominalTimes({ cron, timeZone }, none, { after: Date.parse(after), limit });
  return times.map((time) => new Date(time).toISOString().replace(':00.000Z', 'Z'));
}

describe('a cron schedule', () => {
  it('is read on the clocks of its zone', () => {
    expect(next('0 8 * * 1-5', 'Asia/Shanghai', '2026-02-12T00:00:00Z', 3)).toEqual([
      '2026-02-13T00:00Z',
      '2026-02-16T00:00Z',
      '2026-02-17T00:00Z',
    ]);
  });

  it('gives times after the instant only', () => {
    expect(next('*/15 * * * *', 'UTC', '2026-02-12T00:15:00Z', 1)).toEqual(['2026-02-12T00:30Z']);
    expect(next('*/15 * * * *', 'UTC', '2026-02-12T00:14:59.999Z', 1)).toEqual([
      '2026-02-12T00:15Z',
    ]);
  });

  describe('where clocks leap forward', () => {
    it('is due at the first moment after the gap in Berlin', () => {
      expect(next('30 2 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z', 3)).toEqual([
        '2026-03-28T01:30Z',
        '2026-03-29T01:00Z', // 03:00, for there is no 02:30
        '2026-03-30T00:30Z',
      ]);
    });

    it('is due at the first moment after the gap in New York', () => {
      expect(next('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 2)).toEqual([
        '2026-03-08T07:00Z', // 03:00 EDT
        '2026-03-09T06:30Z',
      ]);
    });

    it('is due once for all times in the gap', () => {
      expect(next('*/20 * * * *', 'Europe/Berlin', '2026-03-29T00:40:00Z', 3)).toEqual([
        '2026-03-29T01:00Z',
        '2026-03-29T01:20Z',
        '2026-03-29T01:40Z',
      ]);
    });
  });

  describe('where clocks fall back', () => {
    it('is due once, the first time, in Berlin', () => {
      expect(next('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).toEqual([
        '2026-10-25T00:30Z', // the first 02:30, in summer time
        '2026-10-26T01:30Z',
      ]);
    });

    it('is due once, the first time, in New York', () => {
      expect(next('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', 2)).toEqual([
        '2026-11-01T05:30Z',
        '2026-11-02T06:30Z',
      ]);
    });

    it('is not due again, asked from any moment of the hour that comes twice', () => {
      const moments = ['00:30:00', '00:59:59', '01:00:00', '01:15:00', '01:30:00', '02:10:00'];
      for (const moment of moments) {
        expect(next('30 2 * * *', 'Europe/Berlin', `2026-10-25T${moment}Z`, 1)).toEqual([
          '2026-10-26T01:30Z',
        ]);
      }
    });
  });

  it('goes on one by one as it does at once, all year round', () => {
    for (const zone of ['Europe/Berlin', 'Pacific/Apia']) {
      const year = zone === 'Pacific/Apia' ? '2011' : '2026';
      const at = `${year}-01-01T00:00:00Z`;
      const all = next('30 1,2 * * *', zone, at, 730);
      let last = at;
      const stepped = all.map(() => {
        [last = ''] = next('30 1,2 * * *', zone, last, 1);
        return last;
      });
      expect(stepped).toEqual(all);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it.each([
    ['* * * * * *', 'must have five fields'],
    ['@daily', 'must have five fields'],
    ['0 8 ? * 1', 'must have five fields'],
    ['', 'must have five fields'],
    ['61 * * * *', 'is no cron expression'],
    ['0 8 * * MOO', 'is no cron expression'],
    ['0 0 31 2 *', 'is never due'],
  ])('%j is refused: it %s', (expression, problem) => {
    expect(cronProblem(expression)).toContain(problem);
  });

  it.each(['0 8 * * MON-FRI', '0 0 29 2 *', '*/5 0-6,22 1,15 * *', '0 8 L * *', '0 8 * * FRI#2'])(
    '%j is taken',
    (expression) => {
      expect(cronProblem(expression)).toBeUndefined();
    },
  );
});
