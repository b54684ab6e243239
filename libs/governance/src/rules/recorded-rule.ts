import { checkRule, FORCES, GRADES, RULE_FIELDS } from '#libs/rulebook';
import type { Force, Grade, Rule, RuleDescription } from '#libs/rulebook';

import { JURISDICTION } from '../events/jurisdiction.js';
import { describe } from '../fields/describe.js';
import { OneOf, Optional, Part, Pattern, Text, Url } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { Wording } from '../payload/name.js';
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
  @Part(() => Wording)
  readonly penalty?: Wording;

  @describe('Where the provision can be read.')
  @Optional()
  @Url()
  readonly url?: string;
}

/** A rule as it is recorded: what is evaluated and what its readers see. */
export type RecordedRule = Rule & RuleText;

const EVALUATED: readonly string[] = RULE_FIELDS;

/** Everything that is wrong with a rule, with pointers into the event. */
export function ruleProblems(
  rule: object,
  isType: (type: string) => boolean = () => true,
): readonly FieldProblem[] {
  const fields: readonly (readonly [string, unknown])[] = Object.entries(rule);
  const evaluated = fields.filter(([field]) => EVALUATED.includes(field));
  const read = fields.filter(([field]) => !EVALUATED.includes(field));
  return [
    ...checkRule(Object.fromEntries(evaluated), { isType }).map((problem) => ({
      ...problem,
      pointer: `/data${problem.pointer}`,
    })),
    ...problemsWith(RuleText, Object.fromEntries(read), '/data'),
  ];
}

/** Its types were checked against the catalogue when it was recorded; here its shape suffices. */
export function isRecordedRule(rule: object): rule is RecordedRule {
  return ruleProblems(rule).length === 0;
}
