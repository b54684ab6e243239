import { Type } from 'class-transformer';
import { IsArray, IsString, ValidateNested } from 'class-validator';
import { describe, ERASED } from '#libs/governance';
import { EventReference } from './event-reference.js';

export function Part(type: () => new () => object): PropertyDecorator {
  return together(ValidateNested(), Type(type));
}

export function ListOf(type: () => new () => object): PropertyDecorator {
  return together(IsArray(), ValidateNested({ each: true }), Type(type));
}

export function Words(): PropertyDecorator {
  return together(IsArray(), IsString({ each: true }));
}

/** What a field means that shows a personal value, or in its place that it was erased. */
export function orErased(meaning: string): string {
  return `${meaning}; \`${ERASED}\` where the name was erased.`;
}

/** The last field of every row. */
export function Because(): PropertyDecorator {
  return together(
    describe('The events that the row says, in the order in which they were recorded.'),
    ListOf(() => EventReference),
  );
}

function together(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (prototype, property) => {
    for (const decorate of decorators) decorate(prototype, property);
  };
}
