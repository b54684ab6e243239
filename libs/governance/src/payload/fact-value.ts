import type { Known, Rejected } from '../catalogue/event-type.js';
import { rejected } from '../catalogue/rejected.js';
import { isDay } from '../time/timestamp.js';
import { VOCABULARY } from '../vocabulary/vocabulary.js';
import type { ValueType } from '../vocabulary/term.js';
import type { DeclaredValues } from './facts-field.js';

const DECIMAL = /^-?\d{1,50}(\.\d{1,50})?$/;
const WORD = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const FITS: Readonly<Record<ValueType, (value: unknown) => boolean>> = {
  flag: (value) => typeof value === 'boolean',
  integer: (value) => Number.isSafeInteger(value),
  decimal: (value) =>
    Number.isSafeInteger(value) || (typeof value === 'string' && DECIMAL.test(value)),
  day: (value) => typeof value === 'string' && isDay(value),
  word: (value) => typeof value === 'string' && WORD.test(value),
  text: (value) => typeof value === 'string',
  set: (value) => Array.isArray(value),
};

/** The first fact whose value is not of the type that its word declares. */
export function unfitFact(facts: DeclaredValues, known: Known): Rejected | undefined {
  for (const [name, value] of Object.entries(facts)) {
    const type = valueTypeOf(name, known);
    if (value === null || type === undefined || FITS[type](value)) continue;
    return rejected('invalid-data', `${name} takes a ${type}.`, `/data/facts/${name}`);
  }
  return undefined;
}

function valueTypeOf(fact: string, known: Known): ValueType | undefined {
  const term = VOCABULARY.fact.get(fact) ?? known.state('terms', `fact.${fact}`);
  return term.valueType;
}
