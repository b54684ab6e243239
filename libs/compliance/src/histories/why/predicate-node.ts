import { IsBoolean, IsIn, IsObject, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { EventRef, Localized } from '#libs/governance';
import { decidingFacts, type Because, type Judgement, type Truth } from '#libs/rulebook';
import { Because as Events, ListOf, Part } from '../../registers/fields.js';
import type { Fields } from '../../registers/register.js';
import { TermLabel } from '../../registers/terms.js';

const TRUTHS = ['true', 'false', 'unknown'] as const;
const OPERATORS = ['all', 'any', 'not', 'always', 'fact'] as const;

/** One part of a predicate and what came out of it; parts of parts stand in `of`. */
export class PredicateNode {
  @IsIn(OPERATORS) readonly operator!: (typeof OPERATORS)[number];

  @IsIn(TRUTHS) readonly value!: (typeof TRUTHS)[number];

  @describe('Whether the answer turned on it: a part of another value than the whole had no say.')
  @IsBoolean()
  readonly decides!: boolean;

  @describe('Of a fact: its name.')
  @IsOptional()
  @IsString()
  readonly fact?: string;

  @describe('Of a fact: what it is called.')
  @IsOptional()
  @Part(() => TermLabel)
  readonly label?: Localized;

  @describe('Of a fact: what is asked of it, as the rule says it.')
  @IsOptional()
  @IsObject()
  readonly test?: object;

  @describe('Of a fact: its value then; absent where nothing declares it.')
  @IsOptional()
  readonly factValue?: unknown;

  @Events() readonly because!: readonly EventRef[];

  @IsOptional()
  @ListOf(() => PredicateNode)
  readonly of?: readonly PredicateNode[];
}

export interface Surroundings {
  /** The events that gave each fact its value. */
  readonly facts: Readonly<Record<string, Because>>;
  readonly labelOf: (fact: string) => Localized;
  readonly eventsOf: (because: Because) => readonly EventRef[];
}

export function predicateTree(judgement: Judgement, around: Surroundings): Fields<PredicateNode> {
  return nodeOf(judgement, true, around);
}

function nodeOf(
  judgement: Judgement,
  decides: boolean,
  around: Surroundings,
): Fields<PredicateNode> {
  const { operator, value } = judgement;
  const node = { operator, value: textOf(value), decides };
  if (judgement.operator === 'always') return { ...node, because: [] };
  if (judgement.operator === 'fact') {
    const { test, factValue } = judgement;
    const { fact, ...asked } = test;
    return {
      ...node,
      fact,
      label: around.labelOf(fact),
      test: asked,
      ...(factValue === undefined ? {} : { factValue }),
      because: around.eventsOf(around.facts[fact] ?? []),
    };
  }
  const isNegation = judgement.operator === 'not';
  const parts = judgement.of.map((part) =>
    nodeOf(part, decides && (isNegation || part.value === value), around),
  );
  const causes = decidingFacts(judgement).flatMap((fact) => around.facts[fact] ?? []);
  return { ...node, because: around.eventsOf(causes), of: parts };
}

function textOf(value: Truth): (typeof TRUTHS)[number] {
  if (value === 'unknown') return value;
  return value ? 'true' : 'false';
}
