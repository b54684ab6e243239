import { describe, expect, it } from '@jest/globals';
import { negotiate } from './negotiation.js';

const OFFERED = ['application/json', 'text/csv', 'text/event-stream'] as const;

describe('The media type of an answer', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV; header=present', 'text/csv'],
    ['text/*', 'text/csv'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
    ['application/json;q=0.5, text/csv', 'text/csv'],
    ['text/csv;q=0, */*', 'application/json'],
    ['application/json;q=0, */*', 'text/csv'],
  ])('for Accept %j is %s', (accept, type) => {
    expect(negotiate(accept, OFFERED)).toBe(type);
  });

  it.each(['image/png', 'application/json;q=0', 'nonsense', 'text/csv;q=2'])(
    'is not there for Accept %j',
    (accept) => {
      expect(() => negotiate(accept, OFFERED)).toThrow('application/json, text/csv');
    },
  );
});
