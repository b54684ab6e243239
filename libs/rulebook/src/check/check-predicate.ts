import { isCivilDate } from '../clock/civil-date.js';
import { isDecimal } from '../predicate/compare.js';
import { isObject, type Json, type Place } from './problem.js';

export const PREDICATE_DEPTH_MAX = 16;
export const PREDICATE_PARTS_MAX = 100;
const TESTS = ['is', 'has', 'hasAny', 'atLeast', 'below'];
const FORMS = 'always, {fact, ...}, {all}, {any} or {not}';

export type IsFact = (name: string) => boolean;

export function checkPredicate(json: unknown, place: Place, isFact: IsFact, depth = 1): void {
  if (json === 'always') return;
  if (!isObject(json)) {
    place.report('wrong-type', `A predicate is ${FORMS}.`);
  } else if (depth > PREDICATE_DEPTH_MAX) {
    place.report('out-of-range', `A predicate nests at most ${PREDICATE_DEPTH_MAX} deep.`);
  } else if ('fact' in json) {
    checkFactTest(json, place, isFact);
  } else {
    checkOperator(json, place, isFact, depth);
  }
}

function checkOperator(json: Json, place: Place, isFact: IsFact, depth: number): void {
  const [operator, ...others] = Object.keys(json);
  const known = ['always', 'all', 'any', 'not'].includes(operator ?? '');
  if (operator === undefined || others.length > 0 || !known) {
    place.report('unknown-field', `A predicate is one of ${FORMS}.`);
    return;
  }
  const inner = place.at(operator);
  const operand = json[operator];
  if (operator === 'always') {
    if (operand !== true) inner.report('unknown-value', 'Only true may stand here.');
  } else if (operator === 'not') {
    checkPredicate(operand, inner, isFact, depth + 1);
  } else {
    inner.list(operand, PREDICATE_PARTS_MAX).forEach((part, index) => {
      checkPredicate(part, inner.at(index), isFact, depth + 1);
    });
  }
}

function checkFactTest(json: Json, place: Place, isFact: IsFact): void {
  place.allowOnly(json, ['fact', ...TESTS]);
  const { fact } = json;
  if (typeof fact !== 'string' || fact === '') {
    place.at('fact').report('wrong-type', 'The name of a fact is needed.');
  } else if (!isFact(fact)) {
    place.at('fact').report('unknown-fact', `No fact is called ${fact}.`);
  }
  const [test, ...others] = TESTS.filter((name) => name in json);
  if (test === undefined || others.length > 0) {
    place.report('required', `Exactly one of ${TESTS.join(', ')} is needed.`);
    return;
  }
  checkOperand(test, json[test], place.at(test));
}

function checkOperand(test: string, operand: unknown, place: Place): void {
  if (test === 'is') {
    if (!isScalar(operand)) place.report('wrong-type', 'A text, integer, true or false is needed.');
  } else if (test === 'has') {
    if (typeof operand !== 'string') place.report('wrong-type', 'A text is needed.');
  } else if (test === 'hasAny') {
    place.list(operand, PREDICATE_PARTS_MAX).forEach((element, index) => {
      if (typeof element !== 'string') place.at(index).report('wrong-type', 'A text is needed.');
    });
  } else if (!Number.isSafeInteger(operand) && !isDecimal(operand) && !isCivilDate(operand)) {
    place.report('wrong-type', 'An integer, a decimal as text or a date is needed.');
  }
}

export function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value);
}
