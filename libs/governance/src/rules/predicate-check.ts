import { isId } from '../subject/subject.js';
import { byField, isRecord, listOf, must, oneOf, shape, text, textThat } from './checks.js';
import type { Check } from './checks.js';

export const PREDICATE_DEPTH_MAX = 8;
export const PREDICATE_MEMBERS_MAX = 50;
const WORD_LENGTH_MAX = 100;

const fact = textThat((name) => isId(name), 'must be the name of a fact');
const word = text(WORD_LENGTH_MAX);
const value = must(isPlain, 'must be a flag, a whole number or a text');
const bound = must(
  (bounded) => typeof bounded !== 'boolean' && isPlain(bounded),
  'must be a whole number, a decimal or a day',
);

const GRAMMAR =
  'must be {fact, is|has|hasAny|atLeast|below}, {all}, {any}, {not} or {always: true}';

/** A tree of conditions over facts, not deeper than PREDICATE_DEPTH_MAX. */
export const predicate: Check = (condition, at) => nested(condition, at, 1);

function nested(condition: unknown, at: string, depth: number): ReturnType<Check> {
  if (depth > PREDICATE_DEPTH_MAX) return [{ pointer: at, message: 'is nested too deep' }];
  const deeper: Check = (member, place) => nested(member, place, depth + 1);
  const members = listOf(deeper, 1, PREDICATE_MEMBERS_MAX);
  return byField(
    {
      always: shape({ always: oneOf([true]) }),
      all: shape({ all: members }),
      any: shape({ any: members }),
      not: shape({ not: deeper }),
      is: shape({ fact, is: value }),
      has: shape({ fact, has: word }),
      hasAny: shape({ fact, hasAny: listOf(word, 1, PREDICATE_MEMBERS_MAX) }),
      atLeast: shape({ fact, atLeast: bound }),
      below: shape({ fact, below: bound }),
    },
    GRAMMAR,
  )(condition, at);
}

/** The facts that a predicate looks at, each with its place. */
export function factsOf(
  condition: unknown,
  at: string,
): readonly { readonly fact: string; readonly pointer: string }[] {
  if (!isRecord(condition)) return [];
  const own =
    typeof condition['fact'] === 'string'
      ? [{ fact: condition['fact'], pointer: `${at}/fact` }]
      : [];
  const lists = ['all', 'any'].flatMap((field) => membersOf(condition[field], `${at}/${field}`));
  return [...own, ...lists, ...factsOf(condition['not'], `${at}/not`)];
}

function membersOf(members: unknown, at: string): ReturnType<typeof factsOf> {
  if (!Array.isArray(members)) return [];
  return members.flatMap((member: unknown, index) => factsOf(member, `${at}/${index}`));
}

function isPlain(plain: unknown): boolean {
  if (typeof plain === 'string') return plain.length > 0 && plain.length <= WORD_LENGTH_MAX;
  return typeof plain === 'boolean' || Number.isSafeInteger(plain);
}
