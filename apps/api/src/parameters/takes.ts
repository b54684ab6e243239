import type { ExecutionContext } from '@nestjs/common';
import { applyDecorators, createParamDecorator, SetMetadata } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Parameter, Parameters } from './parameter.js';

export const TAKES = 'edict:takes';

/** Declares the query parameters of a route; a route without it takes none. */
export function Takes(parameters: Parameters): MethodDecorator {
  const documented = Object.entries(parameters).map(([name, one]) => documentedAs(name, one));
  return applyDecorators(SetMetadata(TAKES, parameters), ...documented);
}

function documentedAs(name: string, parameter: Parameter): MethodDecorator {
  const { description, schema, example, repeats, required = false } = parameter;
  return ApiQuery({
    name,
    required,
    description,
    ...(example === undefined ? {} : { example: repeats ? [example] : example }),
    ...(repeats
      ? { schema: { type: 'array', items: schema }, style: 'form', explode: true }
      : { schema }),
  });
}

/** The values of the declared parameters, read by the guard before. */
export const AskedQuery = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<FastifyRequest>().asked,
);
