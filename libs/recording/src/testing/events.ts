import type { JsonObject } from '#libs/ledger';
import type { IncomingEvent } from '../incoming-event.js';

export const SOURCE = 'https://reporters.example/desk';

let made = 0;

/** An event with an id of its own. */
export function incoming(
  type: string,
  subject: string,
  data: JsonObject,
  rest: Partial<IncomingEvent> = {},
): IncomingEvent {
  made += 1;
  const time = '2026-02-10T09:00:00+08:00';
  return { source: SOURCE, id: `event-${made}`, type, subject, time, data, ...rest };
}

export function registration(company: string, rest: Partial<IncomingEvent> = {}): IncomingEvent {
  const data = { name: { en: company }, jurisdiction: 'CN' };
  return incoming('company.registered', `companies/${company}`, data, rest);
}

export function introduction(
  system: string,
  company: string,
  rest: Partial<IncomingEvent> = {},
): IncomingEvent {
  const data = { company, name: { en: system }, kind: 'model' };
  return incoming('system.introduced', `systems/${system}`, data, rest);
}

export function filing(
  algorithm: string,
  number: string,
  company: string,
  rest: Partial<IncomingEvent> = {},
): IncomingEvent {
  const data = { company, number, name: `${algorithm} 算法` };
  return incoming('algorithm.registered', `algorithms/${algorithm}`, data, rest);
}

/** `event` is taken back, on its own stream. */
export function retraction(event: IncomingEvent): IncomingEvent {
  const { source, id, subject } = event;
  return incoming('event.retracted', subject, { event: { source, id }, reason: 'not so' });
}

export function correction(event: IncomingEvent, data: JsonObject): IncomingEvent {
  const { source, id, subject } = event;
  return incoming('event.corrected', subject, { event: { source, id }, data, reason: 'misread' });
}

/** A filing number of the CAC's form, its own for each `count`. */
export function filingNumber(count: number): string {
  return `1101084137607${String(24_000_000 + count).padStart(8, '0')}`;
}
