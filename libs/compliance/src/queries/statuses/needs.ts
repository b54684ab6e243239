import type { EventRef } from '#libs/governance';
import type { EventPattern, Patterns, Rule } from '#libs/rulebook';
import type { RowStatus } from './status-row.js';

type Satisfiable = Pick<Rule, 'satisfiedBy'>;

/** A pattern of events that would settle a duty. */
export interface NeededPattern {
  readonly pattern: EventPattern;
  /** From 1, where several things are needed together: which of them it would show. */
  readonly member?: number;
}

const FINDING = 'enforcement.opened';
const END_OF_FINDING: NeededPattern = { pattern: { type: 'enforcement.closed' } };

/**
 * What would settle a duty that is not met: what satisfies its rule, or where an authority's
 * finding stands, the end of the case. Nothing where more evidence would change nothing.
 */
export function neededPatterns(
  status: RowStatus,
  rule: Satisfiable,
  because: readonly EventRef[],
): readonly NeededPattern[] {
  if (status === 'breached' && because.some(({ type }) => type === FINDING)) {
    return [END_OF_FINDING];
  }
  const isOpen = status === 'pending' || status === 'unevidenced' || status === 'breached';
  return isOpen ? patternsOf(rule) : [];
}

/** The patterns of each thing that the rule wants to see, one list for each. */
export function membersOfRule({ satisfiedBy = [] }: Satisfiable): readonly Patterns[] {
  return 'all' in satisfiedBy ? satisfiedBy.all : [satisfiedBy];
}

function patternsOf(rule: Satisfiable): readonly NeededPattern[] {
  const members = membersOfRule(rule);
  return members.flatMap((patterns, index) =>
    patterns.map((pattern) => ({ pattern, ...(members.length > 1 && { member: index + 1 }) })),
  );
}
