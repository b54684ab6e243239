import { describe, expect, it } from '@jest/globals';
import { LedgerUnavailable, MalformedJson } from '#libs/ledger';
import { Refused } from '#libs/recording';
import { problemOf } from './problem-of.js';

describe('An error', () => {
  it('that nobody foresaw tells nothing of itself', () => {
    for (const error of [new Error('relation "secret" is missing'), 'text', undefined, null]) {
      const { document } = problemOf(error);
      expect(document).toMatchObject({ status: 500, code: 'internal' });
      expect(JSON.stringify(document)).not.toContain('secret');
    }
  });

  it('of the body is the client’s', () => {
    expect(problemOf(new MalformedJson('It ends early', 7)).document).toMatchObject({
      status: 400,
      code: 'malformed-json',
      type: '/problems/malformed-json',
    });
  });

  it('of the catalogue is 422 with its code and facts', () => {
    const refused = new Refused('duplicate-number', 'It is held.', {
      facts: { holder: 'algorithms/1' },
    });
    expect(problemOf(refused).document).toMatchObject({
      status: 422,
      code: 'duplicate-number',
      holder: 'algorithms/1',
    });
  });

  it('of an unreachable database says when to come again', () => {
    const { document, headers } = problemOf(new LedgerUnavailable('it is full', 7));
    expect(document.status).toBe(503);
    expect(headers['retry-after']).toBe('7');
    const refusedConnection = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(problemOf(refusedConnection).headers['retry-after']).toBe('2');
  });
});
