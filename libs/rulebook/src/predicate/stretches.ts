/** What a predicate says of a subject's facts through all of time, whatever rule asks. */
import type { Because, FactStep, Instant, SubjectHistory } from '../history.js';
import type { Predicate } from '../rule.js';
import { becauseOf } from '../evaluate/instants.js';
import { FirstOfEqual } from '../first-of-equal.js';
import { sameMembers, sameStep, sameSteps } from '../evaluate/same-steps.js';
import { decide, type Decision } from './decide.js';
import { factsOf } from './judge.js';

/** From its instant until that of the next the same facts decide, each as it stood. */
export interface Stretch {
  readonly from: Instant;
  readonly decision: Decision;
  /** Where the deciding facts stand, in their order; nothing of one that is undeclared. */
  readonly deciding: readonly (FactStep | undefined)[];
  readonly because: Because;
}

type Steps = readonly FactStep[];

/** What was read of a predicate last. Whoever follows a subject event by event asks for it again. */
interface Read {
  readonly facts: SubjectHistory['facts'];
  /** Of each fact that the predicate names. */
  readonly steps: readonly Steps[];
  readonly stretches: readonly Stretch[];
}

const READ = new WeakMap<object, Read>();
const NO_STEPS: Steps = [];
const ALWAYS: readonly Stretch[] = [
  { from: -Infinity, decision: decide('always', []), deciding: [], because: [] },
];

/** Ordered, over all of time. The same list as before while the facts are the same. */
export function stretchesOf(
  predicate: Predicate,
  facts: SubjectHistory['facts'],
): readonly Stretch[] {
  if (typeof predicate === 'string' || 'always' in predicate) return ALWAYS;
  const asked = ASKED.of(predicate);
  const before = READ.get(asked);
  if (before?.facts === facts) return before.stretches;
  const names = namesIn(asked);
  const steps = names.map((fact) => facts.get(fact) ?? NO_STEPS);
  const isSame = before !== undefined && sameStepsOfEach(before.steps, steps);
  const stretches = isSame ? before.stretches : readStretches(asked, names, steps, before);
  READ.set(asked, { facts, steps, stretches });
  return stretches;
}

type Asked = Exclude<Predicate, string>;

/** Rules seldom ask what no other rule asks. */
const ASKED = new FirstOfEqual<Asked>();
const NAMES = new WeakMap<Asked, readonly string[]>();

function namesIn(asked: Asked): readonly string[] {
  const before = NAMES.get(asked);
  if (before !== undefined) return before;
  const names = [...factsOf(asked)];
  NAMES.set(asked, names);
  return names;
}

function sameStepsOfEach(one: readonly Steps[], other: readonly Steps[]): boolean {
  return one.every((steps, place) => sameSteps(steps, other[place] ?? NO_STEPS));
}

/**
 * Goes through the steps of all facts together, from each instant at which one begins to the next.
 * Before the first step that is not as it was nothing can be decided otherwise.
 */
function readStretches(
  asked: Asked,
  names: readonly string[],
  steps: readonly Steps[],
  before: Read | undefined,
): readonly Stretch[] {
  const since = before === undefined ? -Infinity : firstDifference(before.steps, steps);
  const stretches = before?.stretches.filter(({ from }) => from < since) ?? [];
  const taken = steps.map(() => 0);
  const standing: (FactStep | undefined)[] = steps.map(() => undefined);
  for (let from = since; from < Infinity;) {
    let next = Infinity;
    for (let place = 0; place < steps.length; place += 1) {
      const ofFact = steps[place] ?? NO_STEPS;
      let count = taken[place] ?? 0;
      for (; beginOf(ofFact, count) <= from; count += 1) standing[place] = ofFact[count];
      taken[place] = count;
      next = Math.min(next, beginOf(ofFact, count));
    }
    append(stretches, from, decide(asked, standing), names, standing);
    from = next;
  }
  return stretches;
}

/** The first instant at which some fact may stand otherwise than before. */
function firstDifference(before: readonly Steps[], now: readonly Steps[]): Instant {
  let first = Infinity;
  for (const [place, steps] of now.entries()) {
    const stepsBefore = before[place] ?? NO_STEPS;
    let same = 0;
    while (same < steps.length && sameStep(steps[same], stepsBefore[same])) same += 1;
    first = Math.min(first, beginOf(steps, same), beginOf(stepsBefore, same));
  }
  return first;
}

function beginOf(steps: Steps, place: number): Instant {
  return steps[place]?.from ?? Infinity;
}

/** What rests on the same as the last stretch prolongs it. */
function append(
  stretches: Stretch[],
  from: Instant,
  decision: Decision,
  names: readonly string[],
  standing: readonly (FactStep | undefined)[],
): void {
  const deciding = decision.deciding.map((fact) => standing[names.indexOf(fact)]);
  const last = stretches.at(-1);
  if (last?.decision === decision && sameMembers(last.deciding, deciding)) return;
  const because = becauseOf(...deciding.map((step) => step?.because ?? []));
  stretches.push({ from, decision, deciding, because });
}
