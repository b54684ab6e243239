import type { LocalName } from '#libs/governance';
import type { Obligation, RuleVersion } from '#libs/rulebook';
import type { Chronicle } from './chronicle.js';
import type { Viewpoint } from './stage.js';

/** What a reader of a status is told of its rule. */
export interface RuleTold {
  readonly title: LocalName;
  readonly timeZone: string;
}

/** As seen from the first point of view from which the obligation is known at all. */
export function aboutRule(
  chronicle: Chronicle,
  obligation: string,
  viewpoints: readonly Viewpoint[],
): RuleTold {
  for (const { validAt, knownAt } of viewpoints) {
    const [found] = chronicle.rulesAt({ position: knownAt }).named([obligation]);
    if (found !== undefined) return { title: titleOf(found, validAt), timeZone: found.timeZone };
  }
  return { title: {}, timeZone: 'UTC' };
}

/** The title of the wording that is valid then, or else of the first one after. */
function titleOf({ versions }: Obligation, at: number): LocalName {
  const version = versions.findLast(({ from }) => from <= at) ?? versions[0];
  return version === undefined ? {} : titleIn(version);
}

/** The evaluation leaves in the rule what only readers look at. */
function titleIn({ rule }: RuleVersion): LocalName {
  const title: unknown = 'title' in rule ? rule.title : undefined;
  return isName(title) ? title : {};
}

function isName(value: unknown): value is LocalName {
  return typeof value === 'object' && value !== null && ('en' in value || 'zh' in value);
}
