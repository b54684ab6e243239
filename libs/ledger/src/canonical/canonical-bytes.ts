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
  check(value, pointer, depth);
  const text = serialize(value);
  if (text === undefined) throw new NotCanonical(pointer, 'is not a JSON value');
  return text;
}

function check(value: unknown, pointer: string, depth: number): void {
  if (typeof value === 'string') checkString(value, pointer);
  else if (typeof value === 'number') checkNumber(value, pointer);
  else if (typeof value === 'object' && value !== null) checkContainer(value, pointer, depth + 1);
  else if (value !== null && typeof value !== 'boolean') {
    throw new NotCanonical(pointer, `is ${typeof value}, which JSON has not`);
  }
}

function checkContainer(value: object, pointer: string, depth: number): void {
  if (depth > JSON_DEPTH_MAX) {
    throw new NotCanonical(pointer, `is nested deeper than ${JSON_DEPTH_MAX}`);
  }
  if (Array.isArray(value)) {
    // Not forEach: it would skip the holes of a sparse array.
    for (let index = 0; index < value.length; index += 1) {
      check(value[index], `${pointer}/${index}`, depth);
    }
    return;
  }
  if (!isPlain(value)) throw new NotCanonical(pointer, 'is not a plain object');
  for (const [name, member] of Object.entries(value)) {
    const memberPointer = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (name === '__proto__') throw new NotCanonical(memberPointer, 'has a name that is refused');
    checkString(name, memberPointer);
    check(member, memberPointer, depth);
  }
}

// Compares no identity with Object.prototype: objects may come from another realm.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  return Object.prototype.toString.call(value) === '[object Object]' && !('toJSON' in value);
}

function checkNumber(value: number, pointer: string): void {
  if (!Number.isSafeInteger(value)) {
    throw new NotCanonical(
      pointer,
      'is no integer within 2^53 - 1; write decimals and larger numbers as strings',
    );
  }
  if (Object.is(value, -0)) throw new NotCanonical(pointer, 'is negative zero');
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function checkString(value: string, pointer: string): void {
  const problem = stringProblem(value);
  if (problem !== undefined) throw new NotCanonical(pointer, problem);
}

/** Why a string is refused, if it is. */
export function stringProblem(value: string): string | undefined {
  if (value.includes('\u0000')) return 'contains U+0000';
  if (LONE_SURROGATE.test(value)) return 'contains half of a surrogate pair';
  return undefined;
}
