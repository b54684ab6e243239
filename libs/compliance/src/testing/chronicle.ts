import { CATALOGUE, dataschemaOf } from '#libs/governance';
import type { JsonObject, RecordedEvent } from '#libs/ledger';
import { bySubject } from '../projection/by-subject.js';
import { Chronicle } from '../histories/chronicle.js';
import type { Viewpoint } from '../histories/stage.js';
import { isRuleStream, RulesOverTime } from '../statuses/rules-over-time.js';
import { sourcesOf } from '../statuses/history-sources.js';

/** An event as a spec tells it; a bare date is midnight in Beijing. */
export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data?: JsonObject;
  readonly id?: string;
}

export const SOURCE = 'urn:test';

/** The events as a ledger would have them, recorded in the order in which they are told. */
export function recorded(...story: readonly Told[]): readonly RecordedEvent[] {
  return story.map(({ type, subject, time, data = {}, id }, index) => ({
    position: index + 1,
    sequence: 1 + story.slice(0, index).filter((one) => one.subject === subject).length,
    source: SOURCE,
    id: id ?? `event-${index + 1}`,
    type,
    subject,
    time: timeOf(time),
    recordedtime: new Date(Date.UTC(2026, 5, 1) + index * 1_000).toISOString(),
    dataschema: dataschemaOf(type, CATALOGUE.get(type)?.version ?? 1),
    data,
    actor: 'tester',
  }));
}

export function chronicleOf(...story: readonly Told[]): Chronicle {
  const histories = bySubject(recorded(...story));
  const own = [...histories].filter(([stream]) => !isRuleStream(stream));
  return new Chronicle(new Map(own), RulesOverTime.of(histories));
}

/** A subject with the streams that the events name as its own. */
export function sourced(chronicle: Chronicle, subject: string) {
  const sources = [...chronicle.histories.values()].flat().flatMap(sourcesOf);
  const own = sources.filter((one) => one.subject === subject).map(({ stream }) => stream);
  return { subject, streams: [...new Set(own)] };
}

export function seen(validAt: string, knownAt: number): Viewpoint {
  return { validAt: Date.parse(timeOf(validAt)), knownAt };
}

/** What a test tells of one stream. */
export function on(subject: string) {
  return (type: string, time: string, data: JsonObject = {}, id?: string): Told => ({
    type,
    subject,
    time,
    data,
    ...(id === undefined ? {} : { id }),
  });
}

export function corrected(id: string, subject: string, change: JsonObject): Told {
  const event = { source: SOURCE, id };
  const data = { event, reason: 'It was wrong.', ...change };
  return { type: 'event.corrected', subject, time: '2026-06-01', data };
}

export function retracted(id: string, subject: string): Told {
  const data = { event: { source: SOURCE, id }, reason: 'It did not happen.' };
  return { type: 'event.retracted', subject, time: '2026-06-01', data };
}

function timeOf(text: string): string {
  return text.length === 'YYYY-MM-DD'.length ? `${text}T00:00:00+08:00` : text;
}
