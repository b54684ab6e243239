/** The JSON Schema of a parameter's value, as it stands in the OpenAPI document. */
export interface ParameterSchema {
  readonly type: 'string' | 'integer' | 'boolean';
  readonly enum?: string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: string | number;
}

export type Read<Value> = { readonly value: Value } | { readonly wrong: string };

/** One declaration of a parameter: what it means, how it is read, how it is documented. */
export interface Parameter<Value = unknown> {
  readonly description: string;
  readonly schema: ParameterSchema;
  readonly example?: string;
  /** True where it may be given several times. */
  readonly repeats: boolean;
  /** True where there is no answer without it. */
  readonly required?: boolean;
  /** Reads what was given, at least one text; `wrong` completes the sentence "<name> ...". */
  readonly read: (given: readonly [string, ...string[]]) => Read<Value>;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** The values of declared parameters; what was not given is absent. */
export type Asked<Declared extends Parameters> = {
  readonly [Name in keyof Declared]?: ValueOf<Declared[Name]>;
} & {
  readonly [Name in keyof Declared as Declared[Name] extends Needed ? Name : never]: ValueOf<
    Declared[Name]
  >;
};

type ValueOf<Declared extends Parameter> = Declared extends Parameter<infer Value> ? Value : never;

interface Needed {
  readonly required: true;
}

const TEXT_LENGTH_MAX = 256;
const LIST_LENGTH_MAX = 100;

export function text(description: string, example?: string): Parameter<string> {
  return {
    description,
    schema: { type: 'string', minLength: 1, maxLength: TEXT_LENGTH_MAX },
    repeats: false,
    ...(example === undefined ? {} : { example }),
    read: ([given]) =>
      given.length > 0 && given.length <= TEXT_LENGTH_MAX && !given.includes('\0')
        ? { value: given }
        : { wrong: `must have 1 to ${TEXT_LENGTH_MAX} characters` },
  };
}

interface Bounds {
  readonly minimum: number;
  readonly maximum?: number;
  readonly fallback?: number;
}

/** Plain decimal digits only: no sign, no exponent, no leading zero, nothing beyond 2^53-1. */
export function integer(description: string, bounds: Bounds): Parameter<number> {
  const { minimum, maximum = Number.MAX_SAFE_INTEGER, fallback } = bounds;
  const schema: ParameterSchema = { type: 'integer', minimum, maximum };
  return {
    description,
    schema: fallback === undefined ? schema : { ...schema, default: fallback },
    repeats: false,
    read: ([given]) => {
      const value = readInteger(given);
      return value !== undefined && value >= minimum && value <= maximum
        ? { value }
        : { wrong: `must be a whole number from ${minimum} to ${maximum}` };
    },
  };
}

export function readInteger(given: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(given)) return undefined;
  return Number.isSafeInteger(Number(given)) ? Number(given) : undefined;
}

export function flag(description: string): Parameter<boolean> {
  return {
    description,
    schema: { type: 'boolean' },
    repeats: false,
    read: ([given]) =>
      given === 'true' || given === 'false'
        ? { value: given === 'true' }
        : { wrong: 'must be true or false' },
  };
}

export function choice<const Choice extends string>(
  description: string,
  choices: readonly Choice[],
  fallback?: Choice,
): Parameter<Choice> {
  const schema: ParameterSchema = { type: 'string', enum: [...choices] };
  return {
    description,
    schema: fallback === undefined ? schema : { ...schema, default: fallback },
    repeats: false,
    read: ([given]) => {
      const value = choices.find((one) => one === given);
      return value === undefined ? { wrong: `must be one of ${choices.join(', ')}` } : { value };
    },
  };
}

/** There is no answer without the parameter. */
export function needed<Value>(one: Parameter<Value>): Parameter<Value> & Needed {
  return { ...one, required: true };
}

/** The parameter may be given several times; its value is the list. */
export function listOf<Value>(one: Parameter<Value>): Parameter<readonly Value[]> {
  return {
    ...one,
    repeats: true,
    read: (given) => {
      if (given.length > LIST_LENGTH_MAX) {
        return { wrong: `may be given at most ${LIST_LENGTH_MAX} times` };
      }
      const values: Value[] = [];
      for (const each of given) {
        const read = one.read([each]);
        if ('wrong' in read) return read;
        values.push(read.value);
      }
      return { value: values };
    },
  };
}
