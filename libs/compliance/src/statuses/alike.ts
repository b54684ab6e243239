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
  const key = textOf(history, events, places, rules.fields);
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

/**
 * Equal for two histories that differ only in positions, in names of streams and in what no rule
 * looks at.
 */
function textOf(
  { subject, kind, introduced, facts, findings, waivers }: SubjectHistory,
  events: Events,
  places: readonly number[],
  fields: readonly string[],
): string {
  const placeOf = new Map(places.map((position, place) => [position, place]));
  const ranked = (positions: readonly number[]) => positions.map((one) => placeOf.get(one));
  const streams = [...new Set([subject, ...events.map((event) => event.subject)])];
  const spansOf = (spans: SubjectHistory['findings']) =>
    spans.map(({ obligation, from, to, because }) => [
      obligation,
      bound(from),
      bound(to),
      ranked(because),
    ]);
  return JSON.stringify([
    kind,
    introduced && [introduced.at, introduced.latest, ranked(introduced.because)],
    [...facts]
      .sort(byName)
      .map(([name, steps]) => [
        name,
        steps.map(({ from, latest, value, because }) => [
          bound(from),
          latest,
          value,
          ranked(because),
        ]),
      ]),
    events.map(({ type, instant, latest, position, because, during, data, ...event }) => [
      type,
      streams.indexOf(event.subject),
      instant,
      latest,
      placeOf.get(position),
      ranked(because),
      during?.map(({ from, to }) => [bound(from), bound(to)]),
      fields.map((field) => (data[field] === undefined ? [] : [data[field]])),
    ]),
    spansOf(findings),
    spansOf(waivers),
  ]);
}

/** JSON has no infinity. */
function bound(instant: number): number | string {
  return Number.isFinite(instant) ? instant : String(instant);
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
