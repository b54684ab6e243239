import { checkRule, FORCES, GRADES, RULE_FIELDS } from '#libs/rulebook';
import type { Force, Grade, KnownNames, Rule, RuleDescription } from '#libs/rulebook';

import { JURISDICTION } from '../events/jurisdiction.js';
import { describe } from '../fields/describe.js';
import { OneOf, Optional, Part, Pattern, Text, Url } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { Passage, Wording } from '../payload/name.js';
import { problemsWith } from '../payload/problems-with.js';
import type { FieldProblem } from '../payload/problems-with.js';

/** What a rule says to its readers. */
export class RuleText implements RuleDescription {
  @describe('Its title.')
  @Part(() => Wording)
  readonly title!: Wording;

  @describe('The provision that it comes from, e.g. `4(1)`.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly provision!: string;

  @describe('Where it applies, if not where its instrument does.')
  @Optional()
  @Pattern(JURISDICTION, 'must be a jurisdiction such as CN, EU or US-CA')
  readonly jurisdiction?: string;

  @describe('What force it has.')
  @OneOf(FORCES)
  readonly force!: Force;

  @describe('How well its wording is known.')
  @OneOf(GRADES)
  readonly grade!: Grade;

  @describe('What a breach may cost.')
  @Optional()
  @Part(() => Passage)
  readonly penalty?: Passage;

  @describe('Where the provision can be read.')
  @Optional()
  @Url()
  readonly url?: string;
}

/** A rule as it is recorded: what is evaluated and what its readers see. */
export type RecordedRule = Rule & RuleText;

const EVALUATED: readonly string[] = RULE_FIELDS;

/** Everything that is wrong with a rule, with pointers into the event. */
export function ruleProblems(rule: object, known: KnownNames = {}): readonly FieldProblem[] {
  const fields: readonly (readonly [string, unknown])[] = Object.entries(rule);
  const evaluated = fields.filter(([field]) => EVALUATED.includes(field));
  const read = fields.filter(([field]) => !EVALUATED.includes(field));
  return [
    ...checkRule(Object.fromEntries(evaluated), known).map((problem) => ({
      ...problem,
      pointer: `/data${problem.pointer}`,
    })),
    ...problemsWith(RuleText, Object.fromEntries(read), '/data'),
  ];
}

/**
 * Whether a rule that was checked when it was recorded still is one after amendments. Folds ask for
 * every version, so that only the shape is looked at.
 */
export function isRecordedRule(rule: object): rule is RecordedRule {
  const { title, provision, force, grade }: Partial<RuleText> = rule;
  const isRead =
    title !== undefined && provision !== undefined && force !== undefined && grade !== undefined;
  return isRead && checkRule(rule).length === 0;
}
