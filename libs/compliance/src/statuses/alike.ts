import { LRUCache } from 'lru-cache';
import { evaluate, mayApply, type SubjectHistory, type Timeline } from '#libs/rulebook';
import type { Rules } from './rules.js';

/** Histories of more events than this are seldom alike. */
const EVENTS_MAX = 20;
const REMEMBERED_MAX = 2_000;

/** Timelines in which positions stand for their places among those of the history. */
interface Pattern {
  readonly timelines: readonly Timeline[];
}

const REMEMBERED = new WeakMap<Rules, LRUCache<string, Pattern>>();

/**
 * What all obligations that bind a subject say. Many subjects differ only in their names and in the
 * positions of their events, as those that come from one list: one evaluation does for all of them.
 */
export function evaluateAll(history: SubjectHistory, rules: Rules): readonly Timeline[] {
  const events = history.events.filter(({ type }) => rules.looksAtType(type));
  if (events.length > EVENTS_MAX) return evaluated(history, rules);
  const places = placesOf(history, events);
  const key = textOf(history, events, places);
  const remembered = memoryOf(rules);
  const before = remembered.get(key);
  if (before !== undefined) return before.timelines.map((one) => told(one, history, places));
  const timelines = evaluated(history, rules);
  remembered.set(key, { timelines: timelines.map((one) => patternOf(one, places)) });
  return timelines;
}

function evaluated(history: SubjectHistory, rules: Rules): readonly Timeline[] {
  const bound = rules.binding(history.kind).filter((one) => mayApply(history, one));
  return evaluate(history, bound, rules.calendars);
}

function memoryOf(rules: Rules): LRUCache<string, Pattern> {
  const before = REMEMBERED.get(rules);
  if (before !== undefined) return before;
  const memory = new LRUCache<string, Pattern>({ max: REMEMBERED_MAX });
  REMEMBERED.set(rules, memory);
  return memory;
}

type Events = SubjectHistory['events'];

/** The positions that the history may name, ascending. */
function placesOf(history: SubjectHistory, events: Events): readonly number[] {
  const { introduced, facts, findings, waivers } = history;
  const named = [
    introduced?.because ?? [],
    ...[...facts.values()].flat().map(({ because }) => because),
    ...events.map(({ because }) => because),
    ...[...findings, ...waivers].map(({ because }) => because),
  ].flat();
  return [...new Set([...named, ...events.map(({ position }) => position)])].sort(
    (one, other) => one - other,
  );
}

/** Equal for two histories that differ in the positions and the subject's name only. */
function textOf(
  { facts, subject, ...history }: SubjectHistory,
  events: Events,
  places: readonly number[],
): string {
  const placeOf = new Map(places.map((position, place) => [position, place]));
  const ranked = (positions: readonly number[]) => positions.map((one) => placeOf.get(one));
  return JSON.stringify(
    { ...history, events, facts: [...facts].sort(byName) },
    (name, value: unknown) => {
      if (name === 'because' && Array.isArray(value)) return ranked(value as readonly number[]);
      if (name === 'subject' && value === subject) return '';
      if (name === 'position' && typeof value === 'number') return placeOf.get(value) ?? value;
      return value === Infinity ? 'Infinity' : value;
    },
  );
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function patternOf(timeline: Timeline, places: readonly number[]): Timeline {
  const placeOf = new Map(places.map((position, place) => [position, place]));
  return mapped(timeline, timeline.subject, (position) => placeOf.get(position) ?? -position);
}

function told(pattern: Timeline, { subject }: SubjectHistory, places: readonly number[]): Timeline {
  return mapped(pattern, subject, (place) => places[place] ?? -place);
}

function mapped(
  { obligation, segments }: Timeline,
  subject: string,
  positionOf: (one: number) => number,
): Timeline {
  return {
    subject,
    obligation,
    segments: segments.map((segment) => ({ ...segment, because: segment.because.map(positionOf) })),
  };
}
