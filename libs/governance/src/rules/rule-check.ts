import { isId } from '../subject/subject.js';
import { isDay, isDayOrTimestamp } from '../time/timestamp.js';
import {
  byField,
  flag,
  isRecord,
  listOf,
  must,
  oneOf,
  shape,
  text,
  textThat,
  whole,
} from './checks.js';
import type { Check, RuleProblem } from './checks.js';
import { predicate } from './predicate-check.js';
import { RULE_FORCES, RULE_GRADES, RULE_KINDS } from './rule.js';
import type { Rule } from './rule.js';

export const PATTERNS_MAX = 20;
export const ALTERNATIVES_MAX = 50;
export const WITHIN_MAX = 10_000;
const TITLE_LENGTH_MAX = 300;
const TEXT_LENGTH_MAX = 1_000;
const URL_LENGTH_MAX = 2_000;
const UNITS = ['hour', 'day', 'month', 'year'];
const FIELD = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

const id = textThat(isId, 'must be an id: a-z, 0-9, dot and hyphen');
const title = shape({ en: text(TITLE_LENGTH_MAX), zh: text(TITLE_LENGTH_MAX) });
const wording = shape({ en: text(TEXT_LENGTH_MAX), zh: text(TEXT_LENGTH_MAX) });
const bound = must(
  (value) => value === null || (typeof value === 'string' && isDayOrTimestamp(value)),
  'must be a day, an RFC 3339 time or null',
);
const url = textThat(
  (value) => /^https?:\/\/\S+$/.test(value) && value.length <= URL_LENGTH_MAX,
  'must be an http or https address',
);

const within: Check = (value, at) => {
  const isWorkingDays = isRecord(value) && value['unit'] === 'working-day';
  const term = whole(0, WITHIN_MAX);
  return isWorkingDays
    ? shape({
        within: term,
        unit: oneOf(['working-day']),
        calendar: id,
        count: oneOf(['next-day', 'same-day']),
      })(value, at)
    : shape({ within: term, unit: oneOf([...UNITS, 'working-day']) })(value, at);
};

const DUE_SHAPES = {
  immediately: shape({ immediately: oneOf([true]) }),
  before: shape({ before: oneOf([true]) }),
  within,
  on: shape({ on: textThat(isDay, 'must be a day, YYYY-MM-DD') }),
};
const due = byField(DUE_SHAPES, 'must be {immediately}, {before}, {within, unit} or {on}');
const every = byField(
  { ...DUE_SHAPES, calendar: shape({ calendar: oneOf(['year']) }), within },
  'must be {within, unit} or {calendar: year}',
);

const plain = must(
  (value) =>
    typeof value === 'boolean' ||
    Number.isSafeInteger(value) ||
    (typeof value === 'string' && value.length <= TEXT_LENGTH_MAX),
  'must be a text, a whole number or a flag',
);
const where: Check = (value, at) => {
  if (!isRecord(value)) return [{ pointer: at, message: 'must be an object' }];
  return Object.entries(value).flatMap(([field, wanted]) => {
    if (!FIELD.test(field)) return [{ pointer: at, message: `${field} is no field of data` }];
    const check = Array.isArray(wanted) ? listOf(plain, 1, ALTERNATIVES_MAX) : plain;
    return check(wanted, `${at}/${field}`);
  });
};

function patterns(hasType: (type: string) => boolean): Check {
  const type = textThat(hasType, 'must be an event type of the catalogue');
  return listOf(shape({ type }, { where }), 1, PATTERNS_MAX);
}

function fieldsOfRule(hasType: (type: string) => boolean) {
  const list = patterns(hasType);
  const satisfaction: Check = (value, at) =>
    Array.isArray(value)
      ? list(value, at)
      : shape({ all: listOf(list, 1, PATTERNS_MAX) })(value, at);
  return {
    required: {
      title,
      provision: text(TITLE_LENGTH_MAX),
      kind: oneOf(RULE_KINDS),
      binds: oneOf(['system', 'company']),
      appliesWhen: predicate,
      inForce: shape({ from: bound }, { to: bound }),
      force: oneOf(RULE_FORCES),
      grade: oneOf(RULE_GRADES),
    },
    optional: {
      jurisdiction: textThat(
        (value) => /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(value),
        'must be a jurisdiction',
      ),
      expectation: flag,
      due,
      house: flag,
      trigger: list,
      satisfiedBy: satisfaction,
      undoneBy: list,
      breachedBy: list,
      key: textThat((value) => FIELD.test(value), 'must be a field of data, or subject'),
      every,
      since: oneOf(['run']),
      evaluated: flag,
      penalty: wording,
      url,
    },
  };
}

/** Whether a value is a rule, and if not, what is wrong with it. */
export function ruleProblems(
  value: object,
  hasType: (type: string) => boolean = () => true,
): readonly RuleProblem[] {
  const { required, optional } = fieldsOfRule(hasType);
  const problems = shape(required, optional)(value, '');
  return problems.length > 0 || !isRecord(value) ? problems : contradictions(value);
}

/** A rule was checked against the catalogue when it was recorded; here its structure suffices. */
export function isRule(value: object): value is Rule {
  return ruleProblems(value).length === 0;
}

/** What each field allows but the kind of obligation does not. */
function contradictions(rule: Readonly<Record<string, unknown>>): readonly RuleProblem[] {
  const kind = String(rule['kind']);
  const isCounted = rule['evaluated'] !== false;
  const needed = isCounted ? (NEEDED[kind] ?? []) : [];
  const missing = needed
    .filter((field) => rule[field] === undefined)
    .map((field) => ({ pointer: `/${field}`, message: `is required for a ${kind} duty` }));
  const isBefore = isRecord(rule['due']) && rule['due']['before'] === true;
  return [
    ...missing,
    ...problemIf(isBefore && kind !== 'reactive', '/due', 'before is for reactive duties only'),
    ...problemIf(
      rule['house'] === true && rule['due'] === undefined && rule['every'] === undefined,
      '/house',
      'needs the term that the house sets',
    ),
    ...problemIf(isBackwards(rule['inForce']), '/inForce/to', 'must be later than from'),
  ];
}

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  standing: ['satisfiedBy'],
  reactive: ['trigger', 'satisfiedBy'],
  recurring: ['satisfiedBy', 'every'],
  prohibition: ['breachedBy'],
};

function isBackwards(inForce: unknown): boolean {
  if (!isRecord(inForce)) return false;
  const { from, to } = inForce;
  if (typeof from !== 'string' || typeof to !== 'string') return false;
  return Date.parse(to) <= Date.parse(from);
}

function problemIf(isWrong: boolean, pointer: string, message: string): readonly RuleProblem[] {
  return isWrong ? [{ pointer, message }] : [];
}
