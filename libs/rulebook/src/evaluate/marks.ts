/** What an event means to a rule: which of its patterns it matches, and for which keys. */
import type { HistoryEvent } from '../history.js';
import type { EventPattern, EveryMember, Patterns, Rule, Scalar } from '../rule.js';

/** The value of the rule's key; nothing where the event does not carry the key's field. */
export type Key = string | undefined;

export interface Mark {
  readonly event: HistoryEvent;
  readonly keys: readonly Key[];
  /** The members of `satisfiedBy` that it satisfies, by their place. */
  readonly satisfies: ReadonlySet<number>;
  readonly undoes: ReadonlySet<number>;
  /** The members that it is about: those that it would undo, or whose breach it would be. */
  readonly concerns: ReadonlySet<number>;
  readonly triggers: boolean;
  readonly breaches: boolean;
}

export type EventsByType = ReadonlyMap<string, readonly HistoryEvent[]>;

export function byType(events: readonly HistoryEvent[]): EventsByType {
  const grouped = new Map<string, HistoryEvent[]>();
  for (const event of events) {
    const sameType = grouped.get(event.type);
    if (sameType === undefined) grouped.set(event.type, [event]);
    else sameType.push(event);
  }
  return grouped;
}

/** The events that mean something to the rule, in the order of time, then position. */
export function marksOf(rule: Rule, events: EventsByType): readonly Mark[] {
  const marks: Mark[] = [];
  for (const type of typesOf(rule)) {
    for (const event of events.get(type) ?? []) {
      const mark = rememberedMark(rule, event);
      if (mark !== undefined) marks.push(mark);
    }
  }
  return isInOrder(marks) ? marks : marks.sort(inTime);
}

function isInOrder(marks: readonly Mark[]): boolean {
  return marks.every((mark, place) => {
    const before = marks[place - 1];
    return before === undefined || inTime(before, mark) <= 0;
  });
}

function inTime({ event: one }: Mark, { event: other }: Mark): number {
  return one.instant - other.instant || one.position - other.position;
}

/** Neither rules nor events ever change, and a long history is gone through with each new event. */
const MARKS = new WeakMap<HistoryEvent, Map<Rule, Mark | 'none'>>();

function rememberedMark(rule: Rule, event: HistoryEvent): Mark | undefined {
  const ofEvent = marksOfEvent(event);
  const before = ofEvent.get(rule);
  if (before !== undefined) return before === 'none' ? undefined : before;
  // Most events of a long history are of the right type and about something else.
  const mark = looksAt(rule, event) ? markOf(rule, event) : undefined;
  const meaning = mark !== undefined && isMeaningful(mark) ? mark : undefined;
  ofEvent.set(rule, meaning ?? 'none');
  return meaning;
}

function marksOfEvent(event: HistoryEvent): Map<Rule, Mark | 'none'> {
  const before = MARKS.get(event);
  if (before !== undefined) return before;
  const now = new Map<Rule, Mark | 'none'>();
  MARKS.set(event, now);
  return now;
}

/** Whether an undoing or settling event acts on a key: one without the key's field acts on all. */
export function actsOn(mark: Mark, key: Key): boolean {
  return mark.keys.includes(undefined) || mark.keys.includes(key);
}

export function membersOf(satisfiedBy: Patterns | EveryMember | undefined): readonly Patterns[] {
  if (satisfiedBy === undefined) return [];
  return 'all' in satisfiedBy ? satisfiedBy.all : [satisfiedBy];
}

function markOf(rule: Rule, event: HistoryEvent): Mark {
  const members = membersOf(rule.satisfiedBy);
  const places = members.map((_, place) => place);
  const about = places.filter((place) => isAbout(members[place], event));
  const concerns = new Set(about.length > 0 ? about : places);
  return {
    event,
    keys: keysOf(rule.key, event),
    satisfies: new Set(places.filter((place) => matchesAny(members[place], event))),
    undoes: new Set(places.filter((place) => undoes(rule, place, concerns, event))),
    concerns,
    triggers: matchesAny(rule.trigger, event),
    breaches: matchesAny(rule.breachedBy, event),
  };
}

/** Each member is undone on its own, by its own list or else by what concerns it. */
function undoes(
  { undoneBy }: Rule,
  place: number,
  concerns: ReadonlySet<number>,
  event: HistoryEvent,
): boolean {
  if (undoneBy === undefined) return false;
  if ('all' in undoneBy) return matchesAny(undoneBy.all[place], event);
  return concerns.has(place) && matchesAny(undoneBy, event);
}

/**
 * An event sets a member aside where it is of the same family and its data names something else:
 * withdrawing the explicit label (`measure.withdrawn`) leaves the implicit one (`measure.adopted`).
 */
function isAbout(member: Patterns | undefined, event: HistoryEvent): boolean {
  return (
    member?.some(({ type, where = {} }) => {
      if (familyOf(type) !== familyOf(event.type)) return true;
      const named = Object.entries(where).filter(([field]) => event.data[field] !== undefined);
      return named.every(([field, wanted]) => fieldMatches(event.data[field], wanted));
    }) ?? false
  );
}

function familyOf(type: string): string {
  return type.split('.')[0] ?? type;
}

function matchesAny(patterns: Patterns | undefined, event: HistoryEvent): boolean {
  return patterns?.some((pattern) => matches(pattern, event)) ?? false;
}

function matches({ type, where = {} }: EventPattern, event: HistoryEvent): boolean {
  return (
    type === event.type &&
    Object.entries(where).every(([field, wanted]) => fieldMatches(event.data[field], wanted))
  );
}

function fieldMatches(value: unknown, wanted: Scalar | readonly Scalar[]): boolean {
  const accepted: readonly unknown[] = typeof wanted === 'object' ? wanted : [wanted];
  return Array.isArray(value)
    ? value.some((element) => accepted.includes(element))
    : accepted.includes(value);
}

/** Without a key all events concern the same thing; a list concerns each of its elements. */
function keysOf(key: string | undefined, event: HistoryEvent): readonly Key[] {
  if (key === undefined) return [''];
  const value = key === 'subject' ? event.subject : event.data[key];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const keys = values
    .filter((one) => one !== undefined && one !== null)
    .map((one) => JSON.stringify(one));
  return keys.length > 0 ? keys : [undefined];
}

/** The types of event that some pattern of the rule asks for. */
export function typesOf(rule: Rule): ReadonlySet<string> {
  return lookOf(rule).types;
}

/** The fields of an event's data that the rule looks at. */
export function fieldsOf(rule: Rule): ReadonlySet<string> {
  const named = lookOf(rule).patterns.flatMap(({ where = {} }) => Object.keys(where));
  return new Set(rule.key === undefined ? named : [...named, rule.key]);
}

/** Whether some pattern of the rule matches the event, so that it may decide a status. */
export function looksAt(rule: Rule, event: HistoryEvent): boolean {
  return lookOf(rule).patterns.some((pattern) => matches(pattern, event));
}

/** All patterns of a rule, and the types of event that they ask for. */
interface Look {
  readonly patterns: Patterns;
  readonly types: ReadonlySet<string>;
}

const LOOKS = new WeakMap<Rule, Look>();

function lookOf(rule: Rule): Look {
  const before = LOOKS.get(rule);
  if (before !== undefined) return before;
  const patterns = patternsOf(rule);
  const look = { patterns, types: new Set(patterns.map(({ type }) => type)) };
  LOOKS.set(rule, look);
  return look;
}

function patternsOf({ satisfiedBy, undoneBy, trigger, breachedBy }: Rule): Patterns {
  const lists = [
    ...membersOf(satisfiedBy),
    ...membersOf(undoneBy),
    trigger ?? [],
    breachedBy ?? [],
  ];
  return lists.flat();
}

function isMeaningful({ satisfies, undoes, triggers, breaches }: Mark): boolean {
  return satisfies.size > 0 || undoes.size > 0 || triggers || breaches;
}
