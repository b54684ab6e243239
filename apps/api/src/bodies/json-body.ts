import { problemsWith } from '#libs/governance';
import { parseStrict } from '#libs/ledger';
import type { Shape } from '../answers/shape.js';
import { Problem } from '../problems/problem.js';
import { mediaTypeOf } from './media-type.js';

/**
 * The JSON object of a request, with the fields of a class and no others.
 * @throws Problem `unsupported-media-type`, `invalid-body`; MalformedJson
 */
export function jsonBody<Body extends object>(
  shape: new () => Body,
  type: string | undefined,
  bytes: unknown,
): Shape<Body> {
  mediaTypeOf(type, ['application/json']);
  const body = parseStrict(Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0));
  const problems = problemsWith(shape, body, '');
  if (problems.length === 0) return body as object as Shape<Body>;
  const errors = problems.map(({ pointer, code, message }) => ({
    pointer,
    code,
    message: `${pointer === '' ? 'The body' : pointer.slice(1)} ${message}.`,
  }));
  const detail = errors.map(({ message }) => message).join(' ');
  throw new Problem('invalid-body', detail, { errors });
}
