import type { JsonObject, JsonValue } from '#libs/ledger';
import type { EventProblem } from '../refused.js';
import { timeProblem } from './instant.js';
import {
  CORRELATION_LENGTH_MAX,
  ID_LENGTH_MAX,
  printable,
  SCHEMA_LENGTH_MAX,
  SOURCE_LENGTH_MAX,
  subject,
  SUBJECT_LENGTH_MAX,
  traceParent,
  TYPE_LENGTH_MAX,
  uriReference,
} from './text.js';
import type { TextRule } from './text.js';

interface TextAttribute {
  readonly required: boolean;
  readonly lengthMax: number;
  readonly rule: TextRule;
}

export const TEXT_ATTRIBUTES: Readonly<Record<string, TextAttribute>> = {
  id: { required: true, lengthMax: ID_LENGTH_MAX, rule: printable },
  source: { required: true, lengthMax: SOURCE_LENGTH_MAX, rule: uriReference },
  type: { required: true, lengthMax: TYPE_LENGTH_MAX, rule: printable },
  subject: { required: true, lengthMax: SUBJECT_LENGTH_MAX, rule: subject },
  time: { required: true, lengthMax: 64, rule: timeProblem },
  dataschema: { required: false, lengthMax: SCHEMA_LENGTH_MAX, rule: uriReference },
  correlationid: { required: false, lengthMax: CORRELATION_LENGTH_MAX, rule: printable },
  causationid: { required: false, lengthMax: CORRELATION_LENGTH_MAX, rule: printable },
  traceparent: { required: false, lengthMax: 64, rule: traceParent },
};

/** Everything that is wrong with the attributes of an event, whoever made it. */
export function attributeProblems(event: JsonObject): EventProblem[] {
  const problems = Object.entries(TEXT_ATTRIBUTES).map(([name, attribute]) =>
    textProblem(name, attribute, event[name]),
  );
  problems.push(dataProblem(event['data']), versionProblem(event['expectedversion']));
  return problems.filter((problem) => problem !== undefined);
}

function textProblem(
  name: string,
  { required, lengthMax, rule }: TextAttribute,
  value: JsonValue | undefined,
): EventProblem | undefined {
  const pointer = `/${name}`;
  // CloudEvents 1.0, JSON format: an attribute that is null is an attribute that is not set.
  if (value === undefined || value === null) {
    return required ? { pointer, code: 'required', message: `${name} is required` } : undefined;
  }
  if (typeof value !== 'string') {
    return { pointer, code: 'wrong-type', message: `${name} must be a string` };
  }
  if (value === '') return { pointer, code: 'invalid-value', message: `${name} must not be empty` };
  if (value.length > lengthMax) {
    const message = `${name} must have at most ${lengthMax} characters`;
    return { pointer, code: 'too-long', message };
  }
  const message = rule(value);
  if (message === undefined) return undefined;
  return { pointer, code: 'invalid-value', message: `${name} ${message}` };
}

function dataProblem(value: JsonValue | undefined): EventProblem | undefined {
  const pointer = '/data';
  if (value === undefined) return { pointer, code: 'required', message: 'data is required' };
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? undefined : { pointer, code: 'wrong-type', message: 'data must be an object' };
}

function versionProblem(value: JsonValue | undefined): EventProblem | undefined {
  if (value === undefined || value === null || readVersion(value) !== undefined) return undefined;
  const message = 'expectedversion must be a whole number from 0, or its digits';
  return { pointer: '/expectedversion', code: 'invalid-value', message };
}

const DIGITS = /^(?:0|[1-9]\d{0,15})$/;

/** In a body an integer or its digits; in a `ce-` header digits. */
export function readVersion(value: JsonValue | undefined): number | undefined {
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && DIGITS.test(value));
  const version = isNumeric ? Number(value) : NaN;
  return Number.isSafeInteger(version) && version >= 0 ? version : undefined;
}
