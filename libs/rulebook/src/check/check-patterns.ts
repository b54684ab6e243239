import { isScalar } from './check-predicate.js';
import { isObject, type Place } from './problem.js';

export const PATTERNS_MAX = 50;

export type IsType = (type: string) => boolean;

export function checkPatterns(json: unknown, place: Place, isType: IsType): void {
  place.list(json, PATTERNS_MAX).forEach((pattern, index) => {
    checkPattern(pattern, place.at(index), isType);
  });
}

/** Patterns, or `{all}` of them. */
export function checkMembers(json: unknown, place: Place, isType: IsType): void {
  if (!isObject(json)) {
    checkPatterns(json, place, isType);
    return;
  }
  place.allowOnly(json, ['all']);
  const members = place.at('all');
  members.list(json['all'], PATTERNS_MAX).forEach((patterns, index) => {
    checkPatterns(patterns, members.at(index), isType);
  });
}

function checkPattern(json: unknown, place: Place, isType: IsType): void {
  if (!isObject(json)) {
    place.report('wrong-type', 'A pattern is {type, where?}.');
    return;
  }
  place.allowOnly(json, ['type', 'where']);
  const { type, where } = json;
  if (typeof type !== 'string' || type === '') {
    place.at('type').report('required', 'The type of the event is needed.');
  } else if (!isType(type)) {
    place.at('type').report('unknown-type', `No event type is called ${type}.`);
  }
  if (where !== undefined) checkWhere(where, place.at('where'));
}

function checkWhere(json: unknown, place: Place): void {
  if (!isObject(json)) {
    place.report('wrong-type', 'Fields of the data and the values they must have are needed.');
    return;
  }
  for (const [field, wanted] of Object.entries(json)) {
    const here = place.at(field);
    const values = Array.isArray(wanted) ? here.list(wanted, PATTERNS_MAX) : [wanted];
    if (!values.every(isScalar)) {
      here.report('wrong-type', 'A text, integer, true or false is needed, or a list of them.');
    }
  }
}
