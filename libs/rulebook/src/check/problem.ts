export type ProblemCode =
  | 'required'
  | 'wrong-type'
  | 'unknown-field'
  | 'unknown-value'
  | 'out-of-range'
  | 'not-allowed'
  | 'unknown-fact'
  | 'unknown-type'
  | 'unknown-calendar';

/** Something wrong with a rule, and where in it. */
export interface Problem {
  /** JSON pointer (RFC 6901) into the rule. */
  readonly pointer: string;
  readonly code: ProblemCode;
  readonly message: string;
}

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A place in a rule at which problems are found. */
export class Place {
  constructor(
    private readonly found: Problem[],
    readonly pointer = '',
  ) {}

  at(step: string | number): Place {
    const escaped = String(step).replaceAll('~', '~0').replaceAll('/', '~1');
    return new Place(this.found, `${this.pointer}/${escaped}`);
  }

  report(code: ProblemCode, message: string): void {
    this.found.push({ pointer: this.pointer, code, message });
  }

  /** Reports every field that is not among the allowed ones. */
  allowOnly(json: Json, allowed: readonly string[]): void {
    for (const field of Object.keys(json)) {
      if (allowed.includes(field)) continue;
      this.at(field).report('unknown-field', `Only ${allowed.join(', ')} may stand here.`);
    }
  }

  /** The elements of a list that is neither empty nor longer than a limit. */
  list(value: unknown, lengthMax: number): readonly unknown[] {
    if (!Array.isArray(value)) {
      this.report('wrong-type', 'A list is needed.');
      return [];
    }
    if (value.length < 1 || value.length > lengthMax) {
      this.report('out-of-range', `A list of 1 to ${lengthMax} is needed.`);
      return [];
    }
    return value;
  }
}
