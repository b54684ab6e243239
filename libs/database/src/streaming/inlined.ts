import pg from 'pg';
import type { Statement } from './statement.js';

/**
 * The statement with its values written into it, each as a literal of the driver's own escaping,
 * for `COPY`, which takes no parameters. The text is the program's own: every `$n` in it is a
 * placeholder. Values may say anything, and are never read again once they stand in it.
 * @throws RangeError where a placeholder has no value, or a text has a NUL
 */
export function inlined({ text, values }: Statement): string {
  return text.replace(/\$(\d+)/g, (placeholder, digits: string) => {
    const index = Number(digits) - 1;
    if (!(index in values)) throw new RangeError(`${placeholder} has no value.`);
    return literalOf(values[index]);
  });
}

function literalOf(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `array[${value.map(literalOf).join(', ')}]`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.includes('\0')) throw new RangeError('PostgreSQL has no text with a NUL.');
  // A blank before it: the escaping may begin with an E, which must not join the word before.
  return ` ${pg.escapeLiteral(text)}`;
}
