import type { Instant, Span } from '#libs/rulebook';
import type { EventRef } from '../catalogue/known-event.js';

/** What holds at one moment, by a name of its own, with the events that say so. */
export type Holding<Name extends string = string> = ReadonlyMap<Name, readonly number[]>;

/** One moment of a series; what it says holds until the next. */
export interface HeldFrom<Name extends string> {
  readonly from: Instant;
  readonly holds: Holding<Name>;
}

/** The stretches through which each name holds for the same reasons. */
export function spansOf<Name extends string>(
  series: readonly HeldFrom<Name>[],
): readonly (Span & { readonly name: Name })[] {
  const spans: (Span & { readonly name: Name })[] = [];
  const open = new Map<Name, { readonly from: Instant; readonly because: readonly number[] }>();
  const close = (name: Name, to: Instant): void => {
    const span = open.get(name);
    if (span !== undefined && span.from < to) spans.push({ name, ...span, to });
    open.delete(name);
  };
  for (const { from, holds } of series) {
    for (const [name, { because }] of open) {
      if (!isSame(because, holds.get(name))) close(name, from);
    }
    for (const [name, because] of holds) if (!open.has(name)) open.set(name, { from, because });
  }
  for (const name of [...open.keys()]) close(name, Infinity);
  return spans;
}

/** The positions of some events, each once, ascending. */
export function positionsOf(...references: readonly (readonly EventRef[])[]): readonly number[] {
  const [first, ...others] = references;
  if (first?.length === 1 && others.length === 0) return first.map(({ position }) => position);
  const positions = references.flat().map(({ position }) => position);
  return [...new Set(positions)].sort((one, other) => one - other);
}

function isSame(one: readonly number[], other: readonly number[] | undefined): boolean {
  return one.length === other?.length && one.every((position, index) => position === other[index]);
}
