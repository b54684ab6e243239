import { describe, expect, it } from '@jest/globals';
import { Problem } from '../problems/problem.js';
import { choice, flag, integer, listOf, text } from './parameter.js';
import { readParameters } from './read-parameters.js';

const DECLARED = {
  limit: integer('', { minimum: 1, maximum: 1000 }),
  active: flag(''),
  by: choice('', ['provider', 'platform']),
  q: text(''),
  type: listOf(text('')),
};

function wrongs(query: Record<string, string | string[]>): readonly string[] {
  try {
    readParameters(DECLARED, query);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return (error.facts.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

describe('The parameters of a query', () => {
  it('are read by their declarations', () => {
    const query = { limit: '1000', active: 'false', by: 'platform', q: ' 豆包 ', type: ['a', 'b'] };
    expect(readParameters(DECLARED, query)).toEqual({
      ...query,
      limit: 1000,
      active: false,
    });
    expect(readParameters(DECLARED, { type: 'one' })).toEqual({ type: ['one'] });
  });

  it.each(['0', '1001', '1e2', '+1', '01', ' 1', '1.0', '0x10', '', '9007199254740993'])(
    'have no limit of %j',
    (limit) => {
      expect(wrongs({ limit })).toEqual(['/query/limit invalid-value']);
    },
  );

  it('are refused where they are unknown, repeated or wrong, all at once', () => {
    expect(wrongs({ q: ['a', 'b'], active: 'yes', constructor: 'x', 'a/b~': '' })).toEqual([
      '/query/q repeated-parameter',
      '/query/active invalid-value',
      '/query/constructor unknown-parameter',
      '/query/a~1b~0 unknown-parameter',
    ]);
  });

  it('have at most 256 characters and may repeat at most 100 times', () => {
    expect(wrongs({ q: 'x'.repeat(256), type: Array<string>(100).fill('x') })).toEqual([]);
    expect(wrongs({ q: 'x'.repeat(257) })).toHaveLength(1);
    expect(wrongs({ type: Array<string>(101).fill('x') })).toHaveLength(1);
  });
});
