import { isDigest } from '#libs/recording';
import { invalidParameters } from '../problems/problem.js';
import { readInteger } from './parameter.js';

/** @throws Problem `invalid-parameter` where a part of the path is no ledger position */
export function positionInPath(text: string): number {
  const position = readInteger(text);
  if (position !== undefined && position > 0) return position;
  const message = 'A position is a whole number from 1.';
  throw invalidParameters([{ pointer: '/path/position', code: 'invalid-value', message }]);
}

/** @throws Problem `invalid-parameter` where a part of the path is no SHA-256 */
export function digestInPath(text: string): string {
  if (isDigest(text)) return text;
  const message = 'A file is named by its SHA-256: 64 hexadecimal digits in lower case.';
  throw invalidParameters([{ pointer: '/path/sha256', code: 'invalid-value', message }]);
}
