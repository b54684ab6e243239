import type { Span } from '../history.js';
import { appliedAt, type Ground } from './ground.js';
import type { Key, Mark } from './marks.js';
import { actingOn, settlementBy } from './settle.js';

/** Breaches by events, each until what it concerns is satisfied by a later event. */
export function faultsOf(marks: readonly Mark[], grounds: readonly Ground[]): readonly Span[] {
  return marks.flatMap((mark, place) => {
    const { instant, because } = mark.event;
    if (!mark.breaches || !appliedAt(grounds, instant)) return [];
    const later = marks.slice(place + 1);
    return mark.keys.map((key) => {
      const { at } = settlementBy(later, endsFaultOf(key), mark.concerns);
      return { from: instant, to: at, because };
    });
  });
}

/** A fault that names no key ends with any satisfying event. */
function endsFaultOf(key: Key): (mark: Mark) => boolean {
  return key === undefined ? () => true : actingOn(key);
}
