import canonicalize from 'canonicalize';
import { NotCanonical } from '../errors.js';
import { JSON_DEPTH_MAX } from '../limits.js';

// The package's types describe an ES module, but it is CommonJS: its default is the function.
const serialize = canonicalize as unknown as typeof canonicalize.default;

/**
 * The RFC 8785 form of a JSON value, in UTF-8. Refuses what implementations of canonical JSON
 * disagree on, so that everyone who re-serialises the value gets the same bytes.
 * @throws NotCanonical
 */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalText(value), 'utf8');
}

/** As `canonicalBytes`, before encoding. `depth` containers stand around the value already. */
export function canonicalText(value: unknown, pointer = '', depth = 0): string {
  check(value, { pointer }, depth);
  const text = serialize(value);
  if (text === undefined) throw new NotCanonical(pointer, 'is not a JSON value');
  return text;
}

/** Where a value stands; spelled out only when something is wrong with it. */
type Place =
  { readonly pointer: string } | { readonly parent: Place; readonly name: string | number };

function pointerOf(place: Place): string {
  if ('pointer' in place) return place.pointer;
  const name = String(place.name).replaceAll('~', '~0').replaceAll('/', '~1');
  return `${pointerOf(place.parent)}/${name}`;
}

function refuse(place: Place, reason: string): never {
  throw new NotCanonical(pointerOf(place), reason);
}

function check(value: unknown, place: Place, depth: number): void {
  if (typeof value === 'string') checkString(value, place);
  else if (typeof value === 'number') checkNumber(value, place);
  else if (typeof value === 'object' && value !== null) checkContainer(value, place, depth + 1);
  else if (value !== null && typeof value !== 'boolean') {
    refuse(place, `is ${typeof value}, which JSON has not`);
  }
}

function checkContainer(value: object, place: Place, depth: number): void {
  if (depth > JSON_DEPTH_MAX) refuse(place, `is nested deeper than ${JSON_DEPTH_MAX}`);
  if (Array.isArray(value)) {
    // Not forEach: it would skip the holes of a sparse array.
    for (let index = 0; index < value.length; index += 1) {
      check(value[index], { parent: place, name: index }, depth);
    }
    return;
  }
  if (!isPlain(value)) refuse(place, 'is not a plain object');
  for (const [name, member] of Object.entries(value)) {
    const memberPlace = { parent: place, name };
    if (name === '__proto__') refuse(memberPlace, 'has a name that is refused');
    checkString(name, memberPlace);
    check(member, memberPlace, depth);
  }
}

// Compares no identity with Object.prototype: objects may come from another realm.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  return Object.prototype.toString.call(value) === '[object Object]' && !('toJSON' in value);
}

function checkNumber(value: number, place: Place): void {
  if (!Number.isSafeInteger(value)) {
    refuse(place, 'is no integer within 2^53 - 1; write decimals and larger numbers as strings');
  }
  if (Object.is(value, -0)) refuse(place, 'is negative zero');
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function checkString(value: string, place: Place): void {
  const problem = stringProblem(value);
  if (problem !== undefined) refuse(place, problem);
}

/** Why a string is refused, if it is. */
export function stringProblem(value: string): string | undefined {
  if (value.includes('\u0000')) return 'contains U+0000';
  if (LONE_SURROGATE.test(value)) return 'contains half of a surrogate pair';
  return undefined;
}
