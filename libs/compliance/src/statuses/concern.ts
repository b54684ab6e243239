import {
  sameIntroduction,
  sameMembers,
  sameSteps,
  type FactStep,
  type HistoryEvent,
  type ObligationSpan,
  type SubjectHistory,
} from '#libs/rulebook';
import { whereTheyDiffer } from '../projection/where-they-differ.js';

/** What differs between two histories of one subject, in the words by which rules name it. */
export interface Difference {
  readonly facts: ReadonlySet<string>;
  /** Events that only one of the two has, or has with other words or at another time. */
  readonly events: readonly HistoryEvent[];
  /** Obligations with other findings or waivers. */
  readonly obligations: ReadonlySet<string>;
}

const NO_STEPS: readonly FactStep[] = [];
const NO_DIFFERENCE: Difference = { facts: new Set(), events: [], obligations: new Set() };

/** Nothing where the subject itself came, went or moved, so that every duty is concerned. */
export function differenceOf(
  before: SubjectHistory,
  after: SubjectHistory,
): Difference | undefined {
  if (before === after) return NO_DIFFERENCE;
  if (!sameIntroduction(before.introduced, after.introduced)) return undefined;
  return {
    facts: changedFacts(before.facts, after.facts),
    events: changedEvents(before.events, after.events),
    obligations: new Set([
      ...changedSpans(before.findings, after.findings),
      ...changedSpans(before.waivers, after.waivers),
    ]),
  };
}

function changedFacts(
  before: SubjectHistory['facts'],
  after: SubjectHistory['facts'],
): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [name, steps] of after) {
    if (!sameSteps(before.get(name) ?? NO_STEPS, steps)) changed.add(name);
  }
  for (const [name, steps] of before) {
    if (steps.length > 0 && !after.has(name)) changed.add(name);
  }
  return changed;
}

function changedEvents(
  before: readonly HistoryEvent[],
  after: readonly HistoryEvent[],
): readonly HistoryEvent[] {
  const [start, beforeEnd, afterEnd] = whereTheyDiffer(before, after);
  const had = new Set(before.slice(start, beforeEnd));
  const has = new Set(after.slice(start, afterEnd));
  const gone = [...had].filter((event) => !has.has(event));
  const come = [...has].filter((event) => !had.has(event));
  if (gone.length === 0) return come;
  // Equal events may be other objects.
  const goneTexts = new Set(gone.map(textOf));
  const comeTexts = new Set(come.map(textOf));
  return [
    ...gone.filter((event) => !comeTexts.has(textOf(event))),
    ...come.filter((event) => !goneTexts.has(textOf(event))),
  ];
}

function changedSpans(
  before: readonly ObligationSpan[],
  after: readonly ObligationSpan[],
): readonly string[] {
  const isSame = before.length === after.length;
  if (isSame && before.every((span, place) => sameSpan(span, after[place]))) return [];
  const had = new Set(before.map(textOf));
  const has = new Set(after.map(textOf));
  return [...before, ...after]
    .filter((span) => !had.has(textOf(span)) || !has.has(textOf(span)))
    .map(({ obligation }) => obligation);
}

function sameSpan(one: ObligationSpan, other: ObligationSpan | undefined): boolean {
  return (
    one.obligation === other?.obligation &&
    one.from === other.from &&
    one.to === other.to &&
    sameMembers(one.because, other.because)
  );
}

function textOf(value: unknown): string {
  // JSON has no infinity: a span that nothing ends must not look like one that ends at null.
  return JSON.stringify(value, (_, part: unknown) =>
    part === Infinity || part === -Infinity ? String(part) : part,
  );
}
