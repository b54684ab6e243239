import type { Because, Instant } from '../history.js';

/** The instants in order, each once. */
export function inOrder(instants: readonly Instant[]): readonly Instant[] {
  if (isInOrder(instants)) return instants;
  return [...new Set(instants)].sort((a, b) => a - b);
}

/** All of the events named, in order, each once. */
export function becauseOf(...causes: readonly Because[]): Because {
  // Most often there is one cause, and it is in order: this is asked a million times over.
  let only: Because = [];
  for (const cause of causes) {
    if (cause.length === 0 || cause === only) continue;
    if (only.length > 0) return inOrder(causes.flat());
    only = cause;
  }
  return inOrder(only);
}

function isInOrder(instants: readonly Instant[]): boolean {
  return instants.every((instant, index) => index === 0 || Number(instants[index - 1]) < instant);
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
