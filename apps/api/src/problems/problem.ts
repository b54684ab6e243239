import type { OwnCode } from './problem-codes.js';

/** One thing that is wrong with a request; `pointer` is a JSON pointer. */
export interface InputError {
  /** Into the body, or `/query/<name>`, `/path/<name>`, `/headers/<name>`. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  /** In an uploaded file. */
  readonly line?: number;
}

export interface ProblemFacts {
  readonly errors?: readonly InputError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request cannot be served, and why; the filter turns it into application/problem+json. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: OwnCode,
    readonly detail: string,
    readonly facts: ProblemFacts = {},
  ) {
    super(detail);
  }
}

/** Several wrong inputs of one request, told together. */
export function invalidParameters(errors: readonly InputError[]): Problem {
  const detail = errors.map(({ message }) => message).join(' ');
  return new Problem('invalid-parameter', detail, { errors });
}
