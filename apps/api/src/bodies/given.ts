import { ValidateIf } from 'class-validator';

/** The field may be absent, but not `null`. */
export function Given(): PropertyDecorator {
  return ValidateIf((_body, value) => value !== undefined);
}
