import { applyDecorators } from '@nestjs/common';
import type { Register } from '#libs/compliance';
import { rowExample } from '../openapi/row-examples.js';
import { ListAnswer } from '../openapi/answers.js';
import { listParameters } from './list-parameters.js';
import { Lists } from './listed.js';

/** A route that lists a register: its parameters, its answers, its freshness. */
export function ListOf(register: Register): MethodDecorator {
  return applyDecorators(
    Lists(register.name, listParameters(register)),
    ListAnswer(register.row, rowExample(register)),
  );
}
