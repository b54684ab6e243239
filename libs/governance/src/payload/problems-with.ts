import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';

import type { Constructor } from '../catalogue/event-type.js';
import { isInherited } from './inherited-names.js';
import { surelyFits } from './surely-fits.js';

export interface FieldProblem {
  /** JSON pointer into the event, e.g. `/data/feature`. */
  readonly pointer: string;
  /** E.g. `required`, `unknown-field`, `wrong-type`, `too-long`, `not-allowed`, `malformed`. */
  readonly code: string;
  readonly message: string;
}

/** What is wrong with data as an instance of a payload class. Unknown fields are refused. */
export function problemsWith(
  payload: Constructor<object>,
  data: unknown,
  at: string,
): readonly FieldProblem[] {
  return surelyFits(payload, data) ? [] : problemsFound(payload, data, at);
}

/** What class-validator finds. */
export function problemsFound(
  payload: Constructor<object>,
  data: unknown,
  at: string,
): readonly FieldProblem[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return [{ pointer: at, code: 'wrong-type', message: 'must be an object' }];
  }
  const inherited = inheritedNames(data, at);
  if (inherited.length > 0) return inherited;
  const errors = validateSync(plainToInstance(payload, data), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  return errors.flatMap((error) => problemsOf(error, at));
}

/**
 * Fields named as what every object inherits. class-transformer breaks on some and leaves others
 * out; class-validator takes the rest for fields of any class.
 */
function inheritedNames(value: object, at: string): readonly FieldProblem[] {
  const fields: readonly (readonly [string, unknown])[] = Object.entries(value);
  return fields.flatMap(([field, member]) => {
    const pointer = `${at}/${escape(field)}`;
    if (isInherited(field)) return [problem(pointer, 'whitelistValidation', '', member)];
    return typeof member === 'object' && member !== null ? inheritedNames(member, pointer) : [];
  });
}

function problemsOf(error: ValidationError, parent: string): readonly FieldProblem[] {
  const pointer = `${parent}/${escape(error.property)}`;
  const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) =>
    problem(pointer, constraint, message, error.value),
  );
  // A wrong type explains everything else that is wrong at a place or within it.
  const wrongType = own.find(({ code }) => code === 'wrong-type');
  if (wrongType) return [wrongType];
  const nested = (error.children ?? []).flatMap((child) => problemsOf(child, pointer));
  return nested.length > 0 ? nested : own.slice(0, 1);
}

function problem(
  pointer: string,
  constraint: string,
  message: string,
  value: unknown,
): FieldProblem {
  if (constraint === 'whitelistValidation') {
    return { pointer, code: 'unknown-field', message: 'is not a known field' };
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
