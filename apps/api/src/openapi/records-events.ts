import { applyDecorators } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { BATCH_SIZE_MAX } from '#libs/recording';
import { Receipt } from '../writing/receipt.js';
import { refTo } from './answers.js';
import { WHAT_IF_BODY } from './asks-what-if.js';
import { INCOMING_EVENT } from './event-schemas.js';

const EVENT = { $ref: `#/components/schemas/${INCOMING_EVENT}` };
const LINES = { schema: { type: 'string' as const } };

/** Operations that describe their body themselves; the decorators know one media type only. */
export const REQUEST_BODIES: Readonly<Record<string, object>> = {
  recordEvents: {
    required: true,
    content: {
      'application/cloudevents+json': { schema: EVENT },
      'application/json': {
        schema: {
          description: 'An event; with `ce-` headers, the data of the event that they describe.',
          anyOf: [EVENT, { type: 'object' }],
        },
      },
      'application/cloudevents-batch+json': {
        schema: { type: 'array', minItems: 1, maxItems: BATCH_SIZE_MAX, items: EVENT },
      },
      'application/x-ndjson': {
        schema: { type: 'string', description: 'One event per line, any number of lines.' },
      },
    },
  },
  askWhatIf: WHAT_IF_BODY,
};

export function RecordsEvents(): MethodDecorator {
  const receipts = {
    'application/json': {
      schema: {
        oneOf: [refTo(Receipt), { type: 'array' as const, items: refTo(Receipt) }],
      },
    },
  };
  return applyDecorators(
    ApiOperation({
      operationId: 'recordEvents',
      summary: 'Records events',
      description:
        'CloudEvents 1.0 over HTTP: structured, batch (all or nothing), binary (`ce-` headers with ' +
        'the data as body), or a stream of lines, each with its own answer line: `{"line":n,' +
        '"position":p}`, `{"line":n,"duplicateOf":p}` or `{"line":n,"problem":{...}}`.',
    }),
    ApiCreatedResponse({ description: 'Recorded.', content: receipts }),
    ApiOkResponse({
      description: 'All of it had been recorded before, or a dry run, or the answers to lines.',
      content: { ...receipts, 'application/x-ndjson': LINES },
    }),
  );
}
