import type { LocalName } from '#libs/governance';
import type { Obligation, RuleVersion } from '#libs/rulebook';
import type { Chronicle } from './chronicle.js';
import type { Viewpoint } from './stage.js';

/** What a reader of a status is told of its rule. */
export interface RuleTold {
  readonly title: LocalName;
  readonly timeZone: string;
  /** Whether it is a duty of an authority: shown and never counted. */
  readonly expectation: boolean;
}

/** As seen from the first point of view from which the obligation is known at all. */
export function aboutRule(
  chronicle: Chronicle,
  obligation: string,
  viewpoints: readonly Viewpoint[],
): RuleTold {
  for (const { validAt, knownAt } of viewpoints) {
    const [found] = chronicle.rulesAt({ position: knownAt }).named([obligation]);
    if (found !== undefined) return { ...wordingOf(found, validAt), timeZone: found.timeZone };
  }
  return { title: {}, timeZone: 'UTC', expectation: false };
}

/** The wording that is valid then, or else the first one after. */
function wordingOf({ versions }: Obligation, at: number): Omit<RuleTold, 'timeZone'> {
  const version = versions.findLast(({ from }) => from <= at) ?? versions[0];
  return version === undefined ? { title: {}, expectation: false } : wordingIn(version);
}

/** The evaluation leaves in the rule what only readers look at. */
function wordingIn({ rule }: RuleVersion): Omit<RuleTold, 'timeZone'> {
  const title: unknown = 'title' in rule ? rule.title : undefined;
  const expectation: unknown = 'expectation' in rule ? rule.expectation : undefined;
  return { title: isName(title) ? title : {}, expectation: expectation === true };
}

function isName(value: unknown): value is LocalName {
  return typeof value === 'object' && value !== null && ('en' in value || 'zh' in value);
}
