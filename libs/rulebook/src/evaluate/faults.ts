import type { Span } from '../history.js';
import type { Rule } from '../rule.js';
import { appliedAt, type Ground } from './ground.js';
import { membersOf, type Key, type Mark } from './marks.js';
import { actingOn, settlementBy } from './settle.js';

/** Breaches by events, each from when the duty applied until a later satisfying event. */
export function faultsOf(
  rule: Rule,
  marks: readonly Mark[],
  grounds: readonly Ground[],
): readonly Span[] {
  const memberCount = membersOf(rule.satisfiedBy).length;
  return marks.flatMap((mark, place) => {
    const { instant, because } = mark.event;
    if (!mark.breaches || !appliedAt(grounds, instant)) return [];
    const later = marks.slice(place + 1);
    return mark.keys.map((key) => {
      const { at } = settlementBy(later, endsFaultOf(key), memberCount);
      return { from: instant, to: at, because };
    });
  });
}

/** A fault that names no key ends with any satisfying event. */
function endsFaultOf(key: Key): (mark: Mark) => boolean {
  return key === undefined ? () => true : actingOn(key);
}
