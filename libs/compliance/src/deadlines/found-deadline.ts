import type { DeadlineKind, DeadlineStatus } from './deadline-row.js';

/** A deadline as the tables have it. */
export interface FoundDeadline {
  readonly kind: DeadlineKind;
  readonly company: string | null;
  readonly subject: string;
  /** The obligation; of a case or a waiver the key of its row. */
  readonly thing: string;
  readonly obligation?: string;
  readonly case?: string;
  readonly authority?: string;
  readonly measures?: readonly string[];
  readonly dueOn: string;
  readonly dueAt?: Date | null;
  readonly status: DeadlineStatus;
  readonly provisional: boolean;
  readonly because: readonly number[];
  /** The position that made it what it is. */
  readonly revision: number;
  /** Since when it is what it is; infinite where nothing bounds it. */
  readonly since: Date | number;
}

/** Where a deadline stands in the order of them all. */
export type Place = Pick<FoundDeadline, 'dueOn' | 'subject' | 'thing' | 'kind'>;

/** Days, then ids and words, as the database compares them. */
export function byPlace(one: Place, other: Place): number {
  return (
    compare(one.dueOn, other.dueOn) ||
    compare(one.subject, other.subject) ||
    compare(one.thing, other.thing) ||
    compare(one.kind, other.kind)
  );
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
