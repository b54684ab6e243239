import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import type { SchemaClass } from './class-schemas.js';

/** A field that is an object of another class. */
export function Part(type: () => SchemaClass): PropertyDecorator {
  return applyDecorators(ValidateNested(), Type(type));
}

/** A field that is a list of objects of another class. */
export function ListOf(type: () => SchemaClass): PropertyDecorator {
  return applyDecorators(IsArray(), ValidateNested({ each: true }), Type(type));
}
