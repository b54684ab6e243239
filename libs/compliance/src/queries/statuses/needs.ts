import type { RecordedEvent } from '#libs/ledger';
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

/**
 * What would settle a duty that is not met: what satisfies its rule, or where an authority's
 * finding stands, the end of the case. Nothing where more evidence would change nothing.
 */
export function neededPatterns(
  status: RowStatus,
  rule: Satisfiable,
  because: readonly RecordedEvent[],
): readonly NeededPattern[] {
  const findings = because.filter(({ type }) => type === FINDING);
  if (status === 'breached' && findings.length > 0) return findings.map(endOfCase);
  const isOpen = status === 'pending' || status === 'unevidenced' || status === 'breached';
  return isOpen ? patternsOf(rule) : [];
}

function endOfCase({ data }: RecordedEvent): NeededPattern {
  const { case: id } = data;
  return {
    pattern: {
      type: 'enforcement.closed',
      ...(typeof id === 'string' && { where: { case: id } }),
    },
  };
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
