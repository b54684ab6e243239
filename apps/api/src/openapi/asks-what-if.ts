import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { WhatIfRow } from '#libs/compliance';
import { CATALOGUE } from '#libs/governance';
import { BATCH_SIZE_MAX } from '#libs/recording';
import { SUPPOSED_TYPE, whatIfExample } from '../explaining/examples.js';
import { WarningOfSupposed } from '../explaining/warning-of-supposed.js';
import { listSchema, refTo } from './answers.js';
import { exampleOf, INCOMING_EVENT } from './event-schemas.js';
import { EXAMPLE_AS_OF } from './row-examples.js';

const SUPPOSED = CATALOGUE.get(SUPPOSED_TYPE);

export const WHAT_IF_BODY = {
  required: true,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: {
          events: {
            type: 'array',
            description: 'The supposed events, in the order in which they would be recorded.',
            minItems: 1,
            maxItems: BATCH_SIZE_MAX,
            items: { $ref: `#/components/schemas/${INCOMING_EVENT}` },
          },
          validAt: {
            type: 'string',
            description:
              'Valid time: RFC 3339 with offset, or a date (its last instant). Default: now, or ' +
              'the latest time of the events where that is later.',
          },
          knownAt: {
            type: 'string',
            description:
              'Record time: RFC 3339 with offset, or `position:<n>`. Default: all that is recorded.',
          },
        },
        required: ['events'],
        additionalProperties: false,
      },
      example: { events: SUPPOSED ? [exampleOf(SUPPOSED)] : [], validAt: '2026-12-31' },
    },
  },
};

export function AsksWhatIf(): MethodDecorator {
  const { properties, ...list } = listSchema(WhatIfRow);
  const { items, asOf } = properties;
  const warnings = { type: 'array' as const, items: refTo(WarningOfSupposed) };
  const schema = { ...list, properties: { items, warnings, asOf } };
  const required = ['items', 'warnings', 'asOf'];
  const example = { items: whatIfExample(), warnings: [], asOf: EXAMPLE_AS_OF };
  return applyDecorators(
    ApiOperation({
      operationId: 'askWhatIf',
      summary: 'What would change if these events were recorded',
      description:
        'The events are checked and decided on exactly as a recording would be, and nothing is ' +
        'written. Answers every duty of anybody whose status or due date would be another one. A ' +
        'supposed rule without a day from which it is in force is taken to be in force from its ' +
        'event’s day on.',
    }),
    ApiOkResponse({
      description: 'What would change, by subject and obligation.',
      content: {
        'application/json': { schema: { ...schema, required }, example },
        'text/csv': { schema: { type: 'string' } },
      },
    }),
  );
}
