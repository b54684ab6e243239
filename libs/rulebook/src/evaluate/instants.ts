import type { Because, Instant } from '../history.js';

/** The instants in order, each once. */
export function inOrder(instants: readonly Instant[]): readonly Instant[] {
  return isInOrder(instants) ? instants : [...new Set(instants)].sort((a, b) => a - b);
}

/** More than so many are brought in order by the sort that every list has. */
const FEW = 40;

/** Brings the instants in order where they are. Most often they are few, and all but in order. */
export function order(instants: Instant[]): void {
  if (instants.length > FEW) {
    instants.sort((a, b) => a - b);
    return;
  }
  for (let end = 1; end < instants.length; end += 1) {
    const instant = Number(instants[end]);
    let place = end;
    for (; place > 0 && Number(instants[place - 1]) > instant; place -= 1) {
      instants[place] = Number(instants[place - 1]);
    }
    instants[place] = instant;
  }
}

/** All of the events named, in order, each once. */
export function becauseOf(...causes: readonly Because[]): Because {
  let all: Because = [];
  for (const cause of causes) {
    if (cause.length === 0 || cause === all) continue;
    all = all.length === 0 ? inOrder(cause) : union(all, inOrder(cause));
  }
  return all;
}

/** Of two lists in order, without going over either twice: this is asked a million times over. */
function union(one: Because, other: Because): Because {
  const all: number[] = [];
  let place = 0;
  for (const position of one) {
    for (; Number(other[place]) <= position; place += 1) {
      if (Number(other[place]) < position) all.push(Number(other[place]));
    }
    all.push(position);
  }
  for (; place < other.length; place += 1) all.push(Number(other[place]));
  return all;
}

function isInOrder(instants: readonly Instant[]): boolean {
  for (let place = 1; place < instants.length; place += 1) {
    if (Number(instants[place - 1]) >= Number(instants[place])) return false;
  }
  return true;
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
