import { CATALOGUE, checkPayload, fieldsOf, ruleProblems, ruleTerms } from '#libs/governance';
import type { JsonObject } from '#libs/ledger';
import { isJsonObject, textOf } from '../planning/statement.js';
import type { PackNames } from './pack-names.js';
import { amended } from './wording.js';
import { sentenceOn, step } from './pack-problem.js';
import type { Findings } from './pack-problem.js';
import type { PackObligation, PackStep } from './rule-pack.js';

interface Found {
  /** Into the rule. */
  readonly pointer: string;
  readonly code: string;
  readonly text: string;
}

/** Checks every wording that the obligation ever has, and says where each fault was written. */
export function checkObligation(
  { obligation, amendments, ...defined }: PackObligation,
  names: PackNames,
  findings: Findings,
): void {
  let rule: JsonObject = {};
  let before: readonly Found[] = [];
  let written: readonly PackStep[] = [];
  for (const change of [defined, ...amendments]) {
    rule = change === defined ? change.fields : amended(rule, change.fields);
    written = [change, ...written];
    const found = faultsOf(obligation, rule, names);
    for (const fault of found.filter((one) => !before.some((other) => isSame(one, other)))) {
      findings.report(placeOf(fault.pointer, written), fault.code, fault.text);
    }
    before = found;
  }
}

function faultsOf(obligation: string, rule: JsonObject, names: PackNames): readonly Found[] {
  const strangers = checkPayload('obligation.defined', { ...rule, obligation }, '');
  const unfit = ruleProblems(rule, {
    isType: (type) => CATALOGUE.has(type),
    isCalendar: (id) => names.hasCalendar(id),
  }).map((problem) => ({ ...problem, pointer: problem.pointer.slice('/data'.length) }));
  const known = strangers.map(({ pointer }) => pointer);
  return [
    ...[...strangers, ...unfit.filter(({ pointer }) => !known.includes(pointer))].map(
      (problem) => ({ ...problem, text: sentenceOn(problem) }),
    ),
    ...undeclared(rule, names),
    ...patternsOf(rule, '').flatMap(strangeFields),
  ];
}

function undeclared(rule: JsonObject, names: PackNames): readonly Found[] {
  return ruleTerms(rule)
    .filter(({ kind, name }) => !names.declares(kind, name))
    .map(({ kind, name, pointer }) => ({
      pointer: pointer.slice('/data'.length),
      code: kind === 'fact' ? 'unknown-fact' : 'unknown-term',
      text: `No ${kind} is called ${name}: the vocabulary lacks it and no pack declares it.`,
    }));
}

/** A field that the event type does not have would never match. */
function strangeFields({ pattern, pointer }: WrittenPattern): readonly Found[] {
  const { where } = pattern;
  const type = textOf(pattern, 'type') ?? '';
  const payload = CATALOGUE.get(type)?.payload;
  if (payload === undefined || !isJsonObject(where)) return [];
  return Object.keys(where)
    .filter((field) => !fieldsOf(payload).includes(field))
    .map((field) => ({
      pointer: step(`${pointer}/where`, field),
      code: 'unknown-field',
      text: `${type} has no field ${field}.`,
    }));
}

interface WrittenPattern {
  readonly pattern: JsonObject;
  readonly pointer: string;
}

function patternsOf(value: unknown, pointer: string): readonly WrittenPattern[] {
  if (Array.isArray(value)) {
    return value.flatMap((one: unknown, index) => patternsOf(one, step(pointer, index)));
  }
  if (!isJsonObject(value)) return [];
  if (typeof value['type'] === 'string') return [{ pattern: value, pointer }];
  const fields = pointer === '' ? ['trigger', 'satisfiedBy', 'undoneBy', 'breachedBy'] : ['all'];
  return fields.flatMap((field) => patternsOf(value[field], step(pointer, field)));
}

/** The place in the pack of a fault in a rule: where its field was given last. */
function placeOf(pointer: string, written: readonly PackStep[]): string {
  const [, field = ''] = pointer.split('/');
  const place = written.find(({ fields }) => Object.hasOwn(fields, field)) ?? written[0];
  return `${place?.pointer ?? ''}${pointer}`;
}

function isSame(one: Found, other: Found): boolean {
  return one.pointer === other.pointer && one.code === other.code;
}
