import type { Because, Instant } from '../history.js';

/** The instants in order, each once. */
export function inOrder(instants: Iterable<Instant>): readonly Instant[] {
  return [...new Set(instants)].sort((a, b) => a - b);
}

/** All of the events named, in order, each once. */
export function becauseOf(...causes: readonly Because[]): Because {
  return inOrder(causes.flat());
}

/** The last of the steps that begin at or before an instant; steps stand in order. */
export function lastAt<Step>(
  steps: readonly Step[],
  at: Instant,
  beginOf: (step: Step) => Instant,
): Step | undefined {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const step = steps[middle];
    if (step !== undefined && beginOf(step) <= at) low = middle + 1;
    else high = middle;
  }
  return steps[low - 1];
}

export function isWithin(
  at: Instant,
  span: { readonly from: Instant; readonly to: Instant },
): boolean {
  return span.from <= at && at < span.to;
}
