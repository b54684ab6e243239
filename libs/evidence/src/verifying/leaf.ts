import {
  canonicalBytes,
  EVENT_BYTES_MAX,
  MalformedJson,
  NotCanonical,
  parseStrict,
  recordedEvent,
} from '#libs/ledger/pure';
import type { JsonObject, JsonValue, RecordedEvent } from '#libs/ledger/pure';

const TEXTS = ['actor', 'dataschema', 'id', 'recordedtime', 'source', 'subject', 'time', 'type'];
const OPTIONAL_TEXTS = ['causationid', 'correlationid', 'traceparent'];
const COUNTS = ['position', 'sequence'];
const CONSTANTS: ReadonlyMap<string, string> = new Map([
  ['datacontenttype', 'application/json'],
  ['specversion', '1.0'],
]);
const REQUIRED = [...TEXTS, ...COUNTS, ...CONSTANTS.keys(), 'data'];
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The bytes are none that the ledger could have recorded. */
export class NoLeaf extends Error {
  constructor(readonly reason: string) {
    super(`The bytes are no event: ${reason}.`);
    this.name = 'NoLeaf';
  }
}

/**
 * The event that leaf bytes spell, if they are in the one form in which it can be spelled.
 * @throws NoLeaf
 */
export function eventOfLeaf(bytes: Buffer): RecordedEvent {
  if (bytes.length > EVENT_BYTES_MAX) throw new NoLeaf('they are too many');
  const value = parsed(bytes);
  if (!isObject(value)) throw new NoLeaf('they are no object');
  const odd = Object.entries(value).find(([name, member]) => !isSound(name, member));
  if (odd !== undefined) throw new NoLeaf(`their ${JSON.stringify(odd[0])} is none of an event`);
  const missing = REQUIRED.find((name) => value[name] === undefined);
  if (missing !== undefined) throw new NoLeaf(`they have no ${missing}`);
  return recordedEvent(bytes.toString('utf8'));
}

function parsed(bytes: Buffer): JsonValue {
  try {
    const value = parseStrict(bytes);
    if (canonicalBytes(value).equals(bytes)) return value;
  } catch (error) {
    if (!(error instanceof MalformedJson || error instanceof NotCanonical)) throw error;
    throw new NoLeaf(error.message.replace(/\.$/, ''));
  }
  throw new NoLeaf('they are not in canonical form');
}

function isSound(name: string, value: JsonValue): boolean {
  if (name === 'data') return isObject(value);
  if (name === 'recordedtime') return typeof value === 'string' && INSTANT.test(value);
  if (COUNTS.includes(name)) return typeof value === 'number' && value >= 1;
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) return value === constant;
  const isText = TEXTS.includes(name) || OPTIONAL_TEXTS.includes(name);
  return isText && typeof value === 'string' && value !== '';
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
