import { invalidParameters } from '../problems/problem.js';
import { readInteger } from './parameter.js';

/** @throws Problem `invalid-parameter` where a part of the path is no ledger position */
export function positionInPath(text: string): number {
  const position = readInteger(text);
  if (position !== undefined && position > 0) return position;
  const message = 'A position is a whole number from 1.';
  throw invalidParameters([{ pointer: '/path/position', code: 'invalid-value', message }]);
}
