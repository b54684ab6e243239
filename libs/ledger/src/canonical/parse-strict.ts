import { MalformedJson } from '../errors.js';
import type { JsonValue } from '../event.js';
import { JSON_DEPTH_MAX } from '../limits.js';
import { stringProblem } from './canonical-bytes.js';

/**
 * Reads JSON as every careful reader would, or refuses it: invalid UTF-8, a byte order mark,
 * duplicate or `__proto__` names, depth over 32, lone surrogates, U+0000, and every number that is
 * not written as a plain integer within 2^53 - 1.
 * @throws MalformedJson
 */
export function parseStrict(input: string | Uint8Array): JsonValue {
  const text = typeof input === 'string' ? input : decode(input);
  if (text.startsWith('\uFEFF'))
    throw new MalformedJson('The text begins with a byte order mark', 0);
  const value = parse(text);
  scan(text);
  return value;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new MalformedJson('The text is not valid UTF-8');
  }
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    const offset = /position (\d+)/.exec(String(error))?.[1];
    throw new MalformedJson(
      'The text is not JSON',
      offset === undefined ? text.length : Number(offset),
    );
  }
}

/** The names met so far in each open object; `undefined` for an open array. */
type Open = (Set<string> | undefined)[];

// The text is known to be JSON here, so it is enough to go from token to token.
function scan(text: string): void {
  const open: Open = [];
  let nameComesNext = false;
  let offset = 0;
  while (offset < text.length) {
    const character = text.charAt(offset);
    if (character === '"') {
      const end = endOfString(text, offset);
      const names = open.at(-1);
      checkString(text.slice(offset, end), nameComesNext ? names : undefined, offset);
      nameComesNext = false;
      offset = end;
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      offset = checkNumber(text, offset);
    } else {
      nameComesNext = follow(character, open, offset, nameComesNext);
      offset += 1;
    }
  }
}

/** Goes into or out of containers; says whether a name comes next. */
function follow(character: string, open: Open, offset: number, before: boolean): boolean {
  if (character === '{' || character === '[') {
    open.push(character === '{' ? new Set() : undefined);
    if (open.length > JSON_DEPTH_MAX) {
      throw new MalformedJson(`The text is nested deeper than ${JSON_DEPTH_MAX}`, offset);
    }
    return character === '{';
  }
  if (character === '}' || character === ']') {
    open.pop();
    return false;
  }
  return character === ',' ? open.at(-1) !== undefined : before;
}

function endOfString(text: string, start: number): number {
  let offset = start + 1;
  while (text.charAt(offset) !== '"') offset += text.charAt(offset) === '\\' ? 2 : 1;
  return offset + 1;
}

function checkString(literal: string, names: Set<string> | undefined, offset: number): void {
  const value = literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
  const problem = stringProblem(value);
  if (problem !== undefined) throw new MalformedJson(`A string ${problem}`, offset);
  if (names === undefined) return;
  if (value === '__proto__') throw new MalformedJson('The name __proto__ is refused', offset);
  if (names.has(value)) throw new MalformedJson(`The name ${literal} occurs twice`, offset);
  names.add(value);
}

const NUMBER = /-?[0-9.eE+-]*/y;
const INTEGER = /^(?:0|-?[1-9][0-9]*)$/;

function checkNumber(text: string, start: number): number {
  NUMBER.lastIndex = start;
  const literal = NUMBER.exec(text)?.[0] ?? '';
  if (!INTEGER.test(literal) || !Number.isSafeInteger(Number(literal))) {
    throw new MalformedJson(
      `The number ${literal.slice(0, 40)} is not a plain integer within 2^53 - 1; ` +
        'write decimals and larger numbers as strings',
      start,
    );
  }
  return start + literal.length;
}
