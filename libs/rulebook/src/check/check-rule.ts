import { RULE_KINDS, type Rule, type RuleKind } from '../rule.js';
import { checkDue, checkEvery, checkInForce, type IsCalendar } from './check-clock.js';
import { checkMembers, checkPatterns, type IsType } from './check-patterns.js';
import { checkPredicate, type IsFact } from './check-predicate.js';
import { isObject, Place, type Json, type Problem } from './problem.js';

/** What a rule may name; what is left out is not asked. */
export interface KnownNames {
  readonly isFact?: IsFact;
  readonly isType?: IsType;
  readonly isCalendar?: IsCalendar;
}

/** The fields that the evaluation reads; every other field of a rule is its reader's. */
export const RULE_FIELDS = [
  'binds',
  'expectation',
  'kind',
  'appliesWhen',
  'inForce',
  'due',
  'every',
  'trigger',
  'satisfiedBy',
  'undoneBy',
  'breachedBy',
  'key',
  'since',
  'evaluated',
  'house',
] as const satisfies readonly (keyof Rule)[];

/** The fields that only rules of some kinds have, for the others would silently ignore them. */
const KINDS_WITH: Readonly<Record<string, readonly RuleKind[]>> = {
  trigger: ['reactive'],
  every: ['recurring'],
  undoneBy: ['standing'],
  since: ['standing'],
  due: ['standing', 'reactive'],
};
/** What a kind cannot be evaluated without. */
const NEEDED_BY: Readonly<Record<RuleKind, readonly string[]>> = {
  standing: ['satisfiedBy'],
  reactive: ['trigger', 'satisfiedBy'],
  recurring: ['satisfiedBy', 'every'],
  prohibition: ['breachedBy'],
};

/** Everything that is wrong with a rule; nothing where it can be evaluated. */
export function checkRule(json: unknown, known: KnownNames = {}): readonly Problem[] {
  const found: Problem[] = [];
  const place = new Place(found);
  if (!isObject(json)) {
    place.report('wrong-type', 'A rule is an object.');
    return found;
  }
  checkHead(json, place);
  checkFieldsOfKind(json, place);
  checkParts(json, place, known);
  checkAlignment(json, place);
  return found;
}

/** The rule that a JSON value is, or nothing. */
export function asRule(json: Json): Rule | undefined {
  return checkRule(json).length === 0 ? (json as unknown as Rule) : undefined;
}

function checkHead(json: Json, place: Place): void {
  const { binds, kind, since, key } = json;
  if (binds !== 'system' && binds !== 'company') {
    place.at('binds').report('unknown-value', 'system or company is needed.');
  }
  if (!isKind(kind)) {
    place.at('kind').report('unknown-value', `One of ${RULE_KINDS.join(', ')} is needed.`);
  }
  if (since !== undefined && since !== 'run') {
    place.at('since').report('unknown-value', 'Only run may stand here.');
  }
  if (key !== undefined && (typeof key !== 'string' || key === '')) {
    place.at('key').report('wrong-type', 'A field of the data, or subject, is needed.');
  }
  for (const flag of ['expectation', 'evaluated', 'house']) {
    if (json[flag] === undefined || typeof json[flag] === 'boolean') continue;
    place.at(flag).report('wrong-type', 'True or false is needed.');
  }
}

function checkFieldsOfKind(json: Json, place: Place): void {
  const { kind } = json;
  if (!isKind(kind)) return;
  for (const [field, kinds] of Object.entries(KINDS_WITH)) {
    if (json[field] === undefined || kinds.includes(kind)) continue;
    place.at(field).report('not-allowed', `A ${kind} duty has no ${field}.`);
  }
  if (json['evaluated'] === false) return;
  for (const field of NEEDED_BY[kind]) {
    if (json[field] !== undefined) continue;
    place.at(field).report('required', `A ${kind} duty needs ${field}.`);
  }
}

function checkParts(json: Json, place: Place, known: KnownNames): void {
  const { isFact = anything, isType = anything, isCalendar = anything } = known;
  if (json['appliesWhen'] === undefined) {
    place.at('appliesWhen').report('required', 'When the duty applies is needed, if only always.');
  } else {
    checkPredicate(json['appliesWhen'], place.at('appliesWhen'), isFact);
  }
  if (json['inForce'] === undefined) {
    place.at('inForce').report('required', 'When the duty is in force is needed.');
  } else {
    checkInForce(json['inForce'], place.at('inForce'));
  }
  const { due, every } = json;
  if (due !== undefined) {
    checkDue(due, place.at('due'), isCalendar, json['kind'] === 'reactive');
  }
  if (every !== undefined) checkEvery(every, place.at('every'), isCalendar);
  for (const field of ['trigger', 'breachedBy']) {
    if (json[field] !== undefined) checkPatterns(json[field], place.at(field), isType);
  }
  for (const field of ['satisfiedBy', 'undoneBy']) {
    if (json[field] !== undefined) checkMembers(json[field], place.at(field), isType);
  }
}

function checkAlignment({ satisfiedBy, undoneBy }: Json, place: Place): void {
  const undone = membersOf(undoneBy);
  if (undone === undefined || undone === membersOf(satisfiedBy)) return;
  const message = 'One list is needed for each member of satisfiedBy.';
  place.at('undoneBy').at('all').report('out-of-range', message);
}

function membersOf(json: unknown): number | undefined {
  return isObject(json) && Array.isArray(json['all']) ? json['all'].length : undefined;
}

function isKind(kind: unknown): kind is RuleKind {
  return RULE_KINDS.some((known) => known === kind);
}

function anything(): boolean {
  return true;
}
