/** One thing that is wrong with an event, for the person who has to put it right. */
export interface EventProblem {
  /** JSON pointer into the event, e.g. `/data/feature`. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** Facts beside the detail that a program may act on. */
export interface RefusalFacts {
  /** Where the event with the same `(source, id)` stands. */
  readonly position?: number;
  readonly subject?: string;
  readonly expected?: number;
  readonly actual?: number;
  /** The stream that holds the unique name. */
  readonly holder?: string;
  readonly limit?: number;
}

interface RefusalContext {
  readonly errors?: readonly EventProblem[];
  readonly index?: number;
  readonly facts?: RefusalFacts;
}

/**
 * An event is not recorded, and why. `code` is public API: `invalid-event`, `unknown-type`,
 * `event-too-large`, `empty-batch`, `batch-too-large`, `id-reused`, `version-conflict`,
 * `concurrent-change`, or a rejection code of the event catalogue.
 */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly EventProblem[];
  /** Which event of the call it is, from 0. */
  readonly index: number;
  readonly facts: RefusalFacts;

  constructor(code: string, detail: string, context: RefusalContext = {}) {
    super(detail);
    this.code = code;
    this.detail = detail;
    this.errors = context.errors ?? [];
    this.index = context.index ?? 0;
    this.facts = context.facts ?? {};
  }

  at(index: number): Refused {
    return new Refused(this.code, this.detail, { errors: this.errors, index, facts: this.facts });
  }
}

/** One answer names everything that is wrong with the event. */
export function invalid(errors: readonly EventProblem[], index = 0): Refused {
  const detail = errors.map(({ message }) => message).join('; ');
  return new Refused('invalid-event', `The event is not valid: ${detail}.`, { errors, index });
}
