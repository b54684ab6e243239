/** Why a status is another one than before. */
export const CAUSES = [
  'new-fact',
  'correction',
  'rule-change',
  'calendar-change',
  'time-passed',
] as const;
export type Cause = (typeof CAUSES)[number];

/** What tells one kind of news from another. */
export interface News {
  readonly type: string;
  /** The stream that it stands on. */
  readonly subject: string;
}

/** One more event is taken, and this is then the answer. */
export interface Taken<Event extends News, Answer> {
  readonly event: Event;
  readonly answer: Answer;
}

export interface Explained<Event extends News> {
  readonly cause: Cause;
  /** The events that made the difference, in record order; none where time alone did. */
  readonly events: readonly Event[];
}

/** What an event is to those whose statuses it changes. */
export function causeOf({ type, subject }: News): Exclude<Cause, 'time-passed'> {
  if (type === 'event.corrected' || type === 'event.retracted') return 'correction';
  if (subject.startsWith('instruments/')) return 'rule-change';
  return subject.startsWith('calendars/') ? 'calendar-change' : 'new-fact';
}

/**
 * Why an answer differs between two points of view, an earlier and a later one (each a valid time
 * and a state of knowledge).
 *
 * Everything is judged at the later one's valid time. First only what counted at the earlier one is
 * looked at: what was known there and, if its own valid time lies between the two, not even that.
 * Then what counts besides is taken one by one in record order: events that take effect in between,
 * and events recorded in between. Those that change the answer made the difference, and the last of
 * them is the cause. Where they leave the answer as it was without them, time alone made it.
 *
 * @param without the answer before any of them is taken
 * @param taken the answers as one event after another is taken, in record order
 */
export function explainChange<Event extends News, Answer>(
  without: Answer,
  taken: readonly Taken<Event, Answer>[],
  isSame: (one: Answer, other: Answer) => boolean,
): Explained<Event> {
  const last = taken.at(-1)?.answer ?? without;
  if (isSame(without, last)) return { cause: 'time-passed', events: [] };
  const events = taken
    .filter(({ answer }, index) => !isSame(answer, taken[index - 1]?.answer ?? without))
    .map(({ event }) => event);
  const decisive = events.at(-1);
  return { cause: decisive === undefined ? 'time-passed' : causeOf(decisive), events };
}
