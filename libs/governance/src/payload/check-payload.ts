import { CATALOGUE } from '../catalogue/catalogue.js';
import { problemsWith } from './problems-with.js';
import type { FieldProblem } from './problems-with.js';

/**
 * Checks data against the current version of a type's payload class. Unknown fields are refused.
 * An empty answer means that the data fits.
 */
export function checkPayload(type: string, data: unknown, at = '/data'): readonly FieldProblem[] {
  const payload = CATALOGUE.get(type)?.payload;
  return payload
    ? problemsWith(payload, data, at)
    : [{ pointer: '/type', code: 'unknown-type', message: `there is no event type ${type}` }];
}
