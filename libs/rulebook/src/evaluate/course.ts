import type { DueDate } from '../clock/due-date.js';
import type { Because, Instant } from '../history.js';
import type { Run } from './ground.js';
import type { Status } from './timeline.js';

/** The answer at an instant, with the clock that decided it. */
export interface Outcome {
  readonly status: Status;
  readonly because: Because;
  readonly due?: DueDate | undefined;
  readonly metAt?: Instant;
  readonly missing?: readonly string[];
}

/** What a kind of duty says over time; its answer changes at events and at these bounds only. */
export interface Course {
  readonly bounds: readonly Instant[];
  /** The answer while the duty applies. */
  readonly applying: (at: Instant, run: Run) => Outcome;
  /** The answer of tasks that outlive the run in which they were opened. */
  readonly outliving?: (at: Instant) => Outcome | undefined;
}

export function isPast(due: DueDate | undefined, at: Instant): boolean {
  return due !== undefined && !due.provisional && due.at <= at;
}
