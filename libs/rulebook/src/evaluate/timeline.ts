import type { Because, Instant } from '../history.js';
import type { CivilDate } from '../rule.js';

/** Worst first, for totals. */
export const STATUSES = [
  'breached',
  'unevidenced',
  'unknown',
  'pending',
  'met',
  'waived',
  'not-applicable',
] as const;
export type Status = (typeof STATUSES)[number];

/** A stretch of time with one answer: from an instant until before another. */
export interface Segment {
  readonly from: Instant;
  readonly to: Instant;
  readonly status: Status;
  /** Absent while no rule is valid that binds the subject. */
  readonly ruleVersion?: number;
  /** When it is due; of a met duty when it was due, of a recurring one when it is due again. */
  readonly dueAt?: Instant;
  readonly dueOn?: CivilDate;
  /** The due date may still move; a provisional date is never called past due. */
  readonly provisional?: true;
  /** Of a met duty that evidence shows to be met: since when, without a break. */
  readonly metAt?: Instant;
  /** The events that decided, by position, ascending. */
  readonly because: Because;
  /** Of an unknown status: the facts that would settle it. */
  readonly missing?: readonly string[];
}

/** One subject and obligation over all of time: ordered segments without gap or overlap. */
export interface Timeline {
  readonly subject: string;
  readonly obligation: string;
  readonly segments: readonly Segment[];
}

/** The worse of two statuses. */
export function worse(left: Status, right: Status): Status {
  return STATUSES.indexOf(left) <= STATUSES.indexOf(right) ? left : right;
}
