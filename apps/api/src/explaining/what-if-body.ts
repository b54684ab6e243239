import type { JsonObject, JsonValue } from '#libs/ledger';
import { parseStrict } from '#libs/ledger';
import type { IncomingEvent } from '#libs/recording';
import { parseEnvelope, Refused } from '#libs/recording';
import type { InputError } from '../problems/problem.js';
import { Problem } from '../problems/problem.js';

/** What is supposed, and for when it is asked. */
export interface WhatIfAsked {
  readonly events: readonly IncomingEvent[];
  readonly validAt?: string;
  readonly knownAt?: string;
}

const FIELDS: ReadonlySet<string> = new Set(['events', 'validAt', 'knownAt']);

/**
 * @throws MalformedJson; Problem `invalid-body` naming every field that is unknown or wrong; Refused
 * for the first event that is not well-formed
 */
export function readWhatIf(body: Buffer | undefined): WhatIfAsked {
  const json = parseStrict(body ?? Buffer.alloc(0));
  if (!isObject(json)) throw invalid([wrong('', 'The body must be a JSON object.')]);
  const { events, validAt, knownAt } = json;
  const errors = [
    ...Object.keys(json)
      .filter((name) => !FIELDS.has(name))
      .map(unknown),
    ...(isList(events) ? [] : [wrong('/events', 'events must be a list of events.')]),
    ...[{ validAt }, { knownAt }].flatMap(wrongTime),
  ];
  if (errors.length > 0 || !isList(events)) throw invalid(errors);
  return {
    events: events.map(envelope),
    ...(typeof validAt === 'string' && { validAt }),
    ...(typeof knownAt === 'string' && { knownAt }),
  };
}

/** Pointers lead into the body. */
export function inEvents({ code, detail, errors, index, facts }: Refused): Refused {
  const pointed = errors.map((one) => ({ ...one, pointer: `/events/${index}${one.pointer}` }));
  return new Refused(code, detail, { errors: pointed, index, facts });
}

function envelope(json: JsonValue, index: number): IncomingEvent {
  const event = parseEnvelope(json);
  if (event instanceof Refused) throw inEvents(event.at(index));
  return event;
}

function wrongTime(field: Record<string, JsonValue | undefined>): readonly InputError[] {
  return Object.entries(field)
    .filter(([, value]) => value !== undefined && typeof value !== 'string')
    .map(([name]) => wrong(`/${name}`, `${name} must be a text.`));
}

function unknown(name: string): InputError {
  const shown = name.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1');
  return { pointer: `/${shown}`, code: 'unknown-field', message: 'There is no such field here.' };
}

function wrong(pointer: string, message: string): InputError {
  return { pointer, code: 'wrong-type', message };
}

function invalid(errors: readonly InputError[]): Problem {
  return new Problem('invalid-body', errors.map(({ message }) => message).join(' '), { errors });
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
