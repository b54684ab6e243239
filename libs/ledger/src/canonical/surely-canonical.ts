import { JSON_DEPTH_MAX } from '../limits.js';
import { stringProblem } from './canonical-bytes.js';

/**
 * Whether a text is in the form that `canonicalText` gives the JSON that it spells, and could have
 * passed `parseStrict`. Several times as fast as asking these two; where it says no, they decide:
 * names that look like array indices are not where JSON.stringify has them.
 *
 * JSON.stringify writes strings and integers as RFC 8785 does and drops what a name said before it
 * occurred again, so that of a text which it gives back only the order of names and what Edict
 * refuses besides are left to be looked at.
 */
export function isSurelyCanonical(text: string, json: unknown): boolean {
  return isTaken(json, 0) && JSON.stringify(json) === text;
}

function isTaken(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return stringProblem(value) === undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === JSON_DEPTH_MAX) return false;
  if (Array.isArray(value)) return value.every((member) => isTaken(member, depth + 1));
  return areTakenMembers(value, depth + 1);
}

/** The names in the order of their UTF-16 units, as strings compare. */
function areTakenMembers(value: object, depth: number): boolean {
  let before: string | undefined;
  for (const [name, member] of Object.entries(value)) {
    if (before !== undefined && before >= name) return false;
    if (name === '__proto__' || !isTaken(name, depth) || !isTaken(member, depth)) return false;
    before = name;
  }
  return true;
}
