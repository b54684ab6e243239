import type { Because, Instant } from '../history.js';
import { becauseOf } from './instants.js';
import { actsOn, type Key, type Mark } from './marks.js';

export interface Settlement {
  /** Never where nothing settles it: `Infinity`. */
  readonly at: Instant;
  readonly because: Because;
}

const NEVER: Settlement = { at: Infinity, because: [] };

/** When each of the members has been satisfied by one of the marks, which stand in order. */
export function settlementBy(
  marks: readonly Mark[],
  acts: (mark: Mark) => boolean,
  members: Iterable<number>,
): Settlement {
  const open = new Set(members);
  if (open.size === 0) return NEVER;
  const causes: Because[] = [];
  for (const mark of marks) {
    if (mark.satisfies.size === 0 || !acts(mark)) continue;
    const settled = [...mark.satisfies].filter((place) => open.delete(place));
    if (settled.length > 0) causes.push(mark.event.because);
    if (open.size === 0) return { at: mark.event.instant, because: becauseOf(...causes) };
  }
  return NEVER;
}

export function actingOn(key: Key): (mark: Mark) => boolean {
  return (mark) => actsOn(mark, key);
}
