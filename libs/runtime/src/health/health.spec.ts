import { describe, expect, it } from '@jest/globals';
import { Health } from '../index.js';

describe('Health', () => {
  it('is ok where nothing is checked', async () => {
    expect(await new Health().report()).toEqual({ status: 'ok', checks: {} });
  });

  it('is as bad as its worst check', async () => {
    const health = new Health();
    health.add('database', () => ({ status: 'ok' }));
    health.add('projection', () => ({ status: 'degraded', detail: 'one subject is parked' }));
    expect(await health.report()).toEqual({
      status: 'degraded',
      checks: {
        database: { status: 'ok' },
        projection: { status: 'degraded', detail: 'one subject is parked' },
      },
    });
  });

  it('takes a check that fails or does not answer for down', async () => {
    const health = new Health(20);
    health.add('fails', () => Promise.reject(new Error('connection refused')));
    health.add('throws', () => {
      throw new Error('no such table');
    });
    health.add('hangs', () => new Promise(() => undefined));
    expect(await health.report()).toEqual({
      status: 'down',
      checks: {
        fails: { status: 'down', detail: 'connection refused' },
        throws: { status: 'down', detail: 'no such table' },
        hangs: { status: 'down', detail: 'no answer within 20 ms' },
      },
    });
  });
});
