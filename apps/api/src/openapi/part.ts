import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import type { SchemaClass } from './class-schemas.js';

/** A field that is an object of another class. */
export function Part(type: () => SchemaClass): PropertyDecorator {
  return applyDecorators(ValidateNested(), Type(type));
}
