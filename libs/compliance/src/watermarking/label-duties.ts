import type { EventPattern, Rule } from '#libs/rulebook';
import { membersOfRule } from '../queries/statuses/needs.js';

const LABELS = 'label.';
const OF_MEASURES: readonly string[] = ['measure.adopted', 'measure.checked'];

/** The labels that would satisfy a rule, by the names of their measures; none where it wants others. */
export function labelsAskedBy(rule: Pick<Rule, 'satisfiedBy'>): readonly string[] {
  const measures = membersOfRule(rule).flat().flatMap(measuresOf);
  return [...new Set(measures)].filter(isLabel).sort();
}

export function isLabel(measure: string): boolean {
  return measure.startsWith(LABELS);
}

function measuresOf({ type, where = {} }: EventPattern): readonly string[] {
  const { measure } = where;
  if (!OF_MEASURES.includes(type) || measure === undefined) return [];
  return (typeof measure === 'object' ? measure : [measure]).map(String);
}
