import { asRule } from '../check/check-rule.js';
import type { Because, Instant } from '../history.js';
import type { Rule } from '../rule.js';

type Fields = Readonly<Record<string, unknown>>;

/** What happened to an obligation on its instrument's stream. */
export type RuleEvent = {
  readonly at: Instant;
  readonly position: number;
  readonly because: Because;
} & (
  | { readonly change: 'defined' | 'amended'; readonly fields: Fields }
  | { readonly change: 'withdrawn' }
);

/** The rule that was valid from an instant until before another. */
export interface RuleVersion {
  /** Counts the definitions and amendments, in the order in which they take effect, from 1. */
  readonly version: number;
  readonly from: Instant;
  readonly to: Instant;
  readonly rule: Rule;
  readonly because: Because;
}

/**
 * The versions of one obligation by valid time. An amendment replaces top-level fields and `null`
 * removes one; one that amends nothing, or leaves no rule that can be evaluated, has no effect.
 */
export function ruleVersions(events: readonly RuleEvent[]): readonly RuleVersion[] {
  const versions: RuleVersion[] = [];
  let fields: Fields | undefined;
  let count = 0;
  const close = (at: Instant): void => {
    const last = versions.at(-1);
    if (last === undefined || last.to <= at) return;
    versions.pop();
    if (last.from < at) versions.push({ ...last, to: at });
  };
  for (const event of inOrder(events)) {
    const { at, because } = event;
    if (event.change === 'withdrawn') {
      close(at);
      fields = undefined;
      continue;
    }
    const next = changed(fields, event.change, event.fields);
    const rule = next && asRule(next);
    if (rule === undefined) continue;
    close(at);
    fields = next;
    count += 1;
    versions.push({ version: count, from: at, to: Infinity, rule, because });
  }
  return versions;
}

function changed(
  fields: Fields | undefined,
  change: 'defined' | 'amended',
  given: Fields,
): Fields | undefined {
  if (change === 'amended' && fields === undefined) return undefined;
  const base = change === 'amended' ? fields : {};
  const entries = Object.entries({ ...base, ...given });
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function inOrder(events: readonly RuleEvent[]): readonly RuleEvent[] {
  return events.toSorted((a, b) => a.at - b.at || a.position - b.position);
}
