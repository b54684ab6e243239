import type { JsonObject, JsonValue } from '#libs/ledger';
import type { IncomingEvent } from '../incoming-event.js';
import { payloadProblems } from '../payload.js';
import { invalid, Refused } from '../refused.js';
import type { EventProblem } from '../refused.js';
import { attributeProblems, readVersion, TEXT_ATTRIBUTES } from './attributes.js';

const SET_BY_THE_LEDGER = new Set(['position', 'sequence', 'recordedtime', 'actor', 'leafhash']);
const KNOWN = new Set([
  ...Object.keys(TEXT_ATTRIBUTES),
  'specversion',
  'datacontenttype',
  'data',
  'expectedversion',
]);
const JSON_CONTENT = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;

/** Reads a CloudEvent 1.0 in JSON form; the answer is a value, so that streams go on after it. */
export function parseEnvelope(json: JsonValue, index = 0): IncomingEvent | Refused {
  if (!isObject(json)) {
    const errors = [{ pointer: '', code: 'wrong-type', message: 'an event must be an object' }];
    return new Refused('invalid-event', 'An event must be a JSON object.', { errors, index });
  }
  const errors = [...formProblems(json), ...attributeProblems(json)];
  if (errors.length > 0) return invalid([...errors, ...knownPayloadProblems(json)], index);
  return incomingOf(json);
}

function formProblems(json: JsonObject): EventProblem[] {
  const problems = Object.keys(json)
    .filter((name) => !KNOWN.has(name) && json[name] !== null)
    .map(strangerProblem);
  const { specversion, datacontenttype } = json;
  if (specversion !== '1.0') {
    const code = specversion === undefined || specversion === null ? 'required' : 'invalid-value';
    problems.push({ pointer: '/specversion', code, message: 'specversion must be "1.0"' });
  }
  if (!isJsonContent(datacontenttype)) {
    const message = 'datacontenttype must be application/json';
    problems.push({ pointer: '/datacontenttype', code: 'invalid-value', message });
  }
  return problems;
}

function strangerProblem(name: string): EventProblem {
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return SET_BY_THE_LEDGER.has(name)
    ? { pointer, code: 'read-only', message: `${name} is set by the ledger only` }
    : { pointer, code: 'unknown-field', message: `${name} is not an attribute of an event here` };
}

function isJsonContent(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'string' && JSON_CONTENT.test(value);
}

function knownPayloadProblems({ type, dataschema, data }: JsonObject): readonly EventProblem[] {
  if (typeof type !== 'string' || !isObject(data)) return [];
  return payloadProblems(type, typeof dataschema === 'string' ? dataschema : undefined, data);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only called when `attributeProblems` found every attribute to be what it must be. */
function incomingOf(json: JsonObject): IncomingEvent {
  const texts = Object.keys(TEXT_ATTRIBUTES).filter((name) => typeof json[name] === 'string');
  const version = readVersion(json['expectedversion']);
  return {
    ...(Object.fromEntries(texts.map((name) => [name, json[name]])) as object),
    data: json['data'],
    ...(version !== undefined && { expectedversion: version }),
  } as IncomingEvent;
}
