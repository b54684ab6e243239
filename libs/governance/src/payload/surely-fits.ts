import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import type { TypeMetadata } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';

import type { Constructor } from '../catalogue/event-type.js';
import { isFreeOfInherited, isPlainObject } from './inherited-names.js';

/**
 * Whether class-validator would find nothing wrong with data as an instance of a class, read off
 * the same declarations. Many times as fast, for it makes no instance and looks nothing up; where
 * it says no, class-validator decides and words the problems.
 */
export function surelyFits(payload: Constructor<object>, data: unknown): boolean {
  return checkOf(payload)(data);
}

function checkOf(payload: Constructor<object>): ClassCheck {
  const known = CHECKS.get(payload);
  if (known !== undefined) return known;
  const check = classCheck(payload);
  CHECKS.set(payload, check);
  return check;
}

type Fields = Readonly<Record<string, unknown>>;
type ClassCheck = (data: unknown) => boolean;
/** `fields` are all of the object in which the value stands. */
type Check = (value: unknown, fields: Fields) => boolean;

const CHECKS = new Map<Constructor<object>, ClassCheck>();

const NEVER: Check = () => false;

function classCheck(payload: Constructor<object>): ClassCheck {
  const rules = getMetadataStorage().getTargetValidationMetadatas(payload, '', false, false);
  const names = new Set(rules.map(({ propertyName }) => propertyName));
  const checks = [...names].map((name): readonly [string, Check] => {
    const own = rules.filter(({ propertyName }) => propertyName === name);
    return [name, fieldCheck(payload, name, own)];
  });
  return (data) => {
    // A class without declarations is one that class-validator does not know.
    if (checks.length === 0 || !isPlainObject(data)) return false;
    for (const name of Object.keys(data)) if (!names.has(name)) return false;
    for (const [name, fits] of checks) if (!fits(data[name], data)) return false;
    return true;
  };
}

function fieldCheck(
  payload: Constructor<object>,
  name: string,
  rules: readonly ValidationMetadata[],
): Check {
  const conditions = ofType(rules, 'conditionalValidation').map(conditionOf);
  const isPart = ofType(rules, 'nestedValidation').length > 0;
  const checks = [
    isPart ? partCheck(payload, name) : isFreeOfInherited,
    ...rules.flatMap(checksOf),
  ];
  return (value, fields) => {
    for (const holds of conditions) {
      if (!holds(value, fields)) return isFreeOfInherited(value);
    }
    for (const check of checks) if (!check(value, fields)) return false;
    return true;
  };
}

function ofType(rules: readonly ValidationMetadata[], type: string): readonly ValidationMetadata[] {
  return rules.filter((rule) => rule.type === type);
}

/** Where a condition does not hold, the field may be anything. */
function conditionOf({ constraints }: ValidationMetadata): Check {
  const condition = constraints[0] as (fields: Fields, value: unknown) => boolean;
  return (value, fields) => condition(fields, value);
}

/** A field that is itself of a class, or a list of such. */
function partCheck(payload: Constructor<object>, name: string): Check {
  // The declared type of this function leaves out that a field may have no @Type.
  const typed = defaultMetadataStorage.findTypeMetadata(payload, name) as TypeMetadata | undefined;
  const part: unknown = typed?.typeFunction();
  if (!isConstructor(part)) return NEVER;
  return (value) =>
    Array.isArray(value) ? value.every((one) => surelyFits(part, one)) : surelyFits(part, value);
}

function isConstructor(value: unknown): value is Constructor<object> {
  return typeof value === 'function';
}

/** What kinds of rule this knows; one of any other kind is left to class-validator. */
function checksOf(rule: ValidationMetadata): readonly Check[] {
  if (rule.type !== 'customValidation') return LOOKED_AT_ELSEWHERE.has(rule.type) ? [] : [NEVER];
  if (rule.validateIf !== undefined || rule.always !== undefined) return [NEVER];
  return getMetadataStorage()
    .getTargetValidatorConstraints(rule.constraintCls)
    .map(({ instance, async: isAsync }): Check => {
      if (isAsync) return NEVER;
      const { propertyName: property, constraints, each } = rule;
      const targetName = rule.target instanceof Function ? rule.target.name : rule.target;
      const holds: Check = (value, object) =>
        instance.validate(value, { value, constraints, targetName, object, property }) === true;
      if (!each) return holds;
      return (value, object) =>
        Array.isArray(value) ? value.every((one) => holds(one, object)) : holds(value, object);
    });
}

const LOOKED_AT_ELSEWHERE: ReadonlySet<string> = new Set([
  'conditionalValidation',
  'nestedValidation',
  'whitelistValidation',
]);
