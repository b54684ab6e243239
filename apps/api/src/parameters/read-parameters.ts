import type { InputError } from '../problems/problem.js';
import { invalidParameters } from '../problems/problem.js';
import type { Asked, Parameter, Parameters } from './parameter.js';

/** What the query parser makes of a query string: a list where a name is repeated. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The values of the declared parameters.
 * @throws Problem `invalid-parameter` naming every parameter that is unknown, repeated, wrong or
 * missing
 */
export function readParameters<Declared extends Parameters>(
  declared: Declared,
  query: Query,
): Asked<Declared> {
  const values: Record<string, unknown> = {};
  const errors: InputError[] = [];
  for (const [name, given] of Object.entries(query)) {
    const read = readOne(Object.hasOwn(declared, name) ? declared[name] : undefined, given);
    if ('value' in read) values[name] = read.value;
    else errors.push(errorOf(name, read));
  }
  // A cursor pins whatever was asked for when its list began.
  if (query['cursor'] === undefined) errors.push(...missingOf(declared, query));
  if (errors.length > 0) throw invalidParameters(errors);
  return values as Asked<Declared>;
}

type Reading = { readonly value: unknown } | { readonly code: string; readonly wrong: string };

function readOne(parameter: Parameter | undefined, given: Query[string]): Reading {
  const [first, ...others] = [given ?? ''].flat();
  if (parameter === undefined) return { code: 'unknown-parameter', wrong: 'is not known here' };
  if (others.length > 0 && !parameter.repeats) {
    return { code: 'repeated-parameter', wrong: 'may be given once only' };
  }
  const read = parameter.read([first ?? '', ...others]);
  return 'wrong' in read ? { code: 'invalid-value', wrong: read.wrong } : read;
}

function missingOf(declared: Parameters, query: Query): readonly InputError[] {
  return Object.entries(declared)
    .filter(([name, { required }]) => required === true && query[name] === undefined)
    .map(([name]) => errorOf(name, { code: 'required', wrong: 'is needed' }));
}

function errorOf(name: string, { code, wrong }: Exclude<Reading, { value: unknown }>): InputError {
  const shown = name.slice(0, 64);
  const pointer = `/query/${shown.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return { pointer, code, message: `The parameter "${shown}" ${wrong}.` };
}
