import type { Segment } from '#libs/rulebook';

/** What one duty is at an instant, and through which stretch of time it has that status. */
export interface Answer extends Segment {
  readonly since: number;
  readonly until: number;
}

/** Where no segment stands, or another company answers for the system. */
export const NOT_APPLICABLE: Answer = {
  from: -Infinity,
  to: Infinity,
  since: -Infinity,
  until: Infinity,
  status: 'not-applicable',
  because: [],
};

/** @param segments of one timeline, in order; where there is none, the duty does not apply */
export function answerAt(segments: readonly Segment[], at: number): Answer {
  const index = segments.findIndex(({ from, to }) => from <= at && at < to);
  const segment = segments[index];
  if (segment === undefined) return NOT_APPLICABLE;
  let { from: since, to: until } = segment;
  for (const before of segments.slice(0, index).reverse()) {
    if (before.status !== segment.status || before.to !== since) break;
    since = before.from;
  }
  for (const after of segments.slice(index + 1)) {
    if (after.status !== segment.status || after.from !== until) break;
    until = after.to;
  }
  return { ...segment, since, until };
}

/**
 * Whether a reader is told the same: the status and when it is due. What it rests on, or what else
 * would settle it, may have changed.
 */
export function tellsTheSame(one: Answer, other: Answer): boolean {
  if (one.status === 'not-applicable') return other.status === 'not-applicable';
  return (
    one.status === other.status &&
    one.dueAt === other.dueAt &&
    one.dueOn === other.dueOn &&
    one.provisional === other.provisional
  );
}
