import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FilledLines } from './filled-lines.js';

describe('the lines of a file', () => {
  const part = fc.constantFrom('\n', '\r\n', ' ', '\t', '\u3000', '\u00a0', '{}', '甲', 'a', '\0');

  it('are those that are not blank, with their numbers', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        const filled = text
          .split('\n')
          .map((line, index) => ({ row: index + 1, text: line }))
          .filter((line) => line.text.trim() !== '');
        const lines = new FilledLines(Buffer.from(text, 'utf8'));
        expect([...lines]).toEqual(filled);
        expect(lines.length).toBe(filled.length);
      }),
    );
  });
});
