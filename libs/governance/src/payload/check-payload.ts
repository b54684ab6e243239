import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';

import { CATALOGUE } from '../catalogue/catalogue.js';

export interface FieldProblem {
  /** JSON pointer into the event, e.g. `/data/feature`. */
  readonly pointer: string;
  /** E.g. `required`, `unknown-field`, `wrong-type`, `too-long`, `not-allowed`, `malformed`. */
  readonly code: string;
  readonly message: string;
}

/**
 * Checks data against the current version of a type's payload class. Unknown fields are refused.
 * An empty answer means that the data fits.
 */
export function checkPayload(type: string, data: unknown, at = '/data'): readonly FieldProblem[] {
  const payload = CATALOGUE.get(type)?.payload;
  if (!payload) return [{ pointer: '/type', code: 'unknown-type', message: `no type ${type}` }];
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return [{ pointer: at, code: 'wrong-type', message: 'must be an object' }];
  }
  const errors = validateSync(plainToInstance(payload, data), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  return errors.flatMap((error) => problemsOf(error, at));
}

function problemsOf(error: ValidationError, parent: string): readonly FieldProblem[] {
  const pointer = `${parent}/${escape(error.property)}`;
  const nested = (error.children ?? []).flatMap((child) => problemsOf(child, pointer));
  if (nested.length > 0) return nested;
  // Several constraints may fail at once; a wrong type explains all others.
  const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) =>
    problem(pointer, constraint, message, error.value),
  );
  return [own.find(({ code }) => code === 'wrong-type') ?? own[0]].filter(
    (one) => one !== undefined,
  );
}

function problem(
  pointer: string,
  constraint: string,
  message: string,
  value: unknown,
): FieldProblem {
  if (constraint === 'whitelistValidation') {
    return { pointer, code: 'unknown-field', message: 'is not a field of this event' };
  }
  if (value === undefined) return { pointer, code: 'required', message: 'is required' };
  return { pointer, code: CODES[constraint] ?? 'malformed', message };
}

function escape(field: string): string {
  return field.replaceAll('~', '~0').replaceAll('/', '~1');
}

const CODES: Readonly<Record<string, string>> = {
  isString: 'wrong-type',
  isBoolean: 'wrong-type',
  isInt: 'wrong-type',
  isArray: 'wrong-type',
  isObject: 'wrong-type',
  nestedValidation: 'wrong-type',
  maxLength: 'too-long',
  arrayMaxSize: 'too-long',
  minLength: 'too-short',
  arrayMinSize: 'too-short',
  min: 'out-of-range',
  max: 'out-of-range',
  isIn: 'not-allowed',
};
