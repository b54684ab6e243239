import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Receipt } from '../writing/receipt.js';
import { refTo } from './answers.js';
import { INCOMING_EVENT } from './event-schemas.js';

const EVENT = { schema: { $ref: `#/components/schemas/${INCOMING_EVENT}` } };
const BATCH = {
  schema: { type: 'array' as const, minItems: 1, maxItems: 1000, items: EVENT.schema },
};
const LINES = { schema: { type: 'string' as const } };

export function RecordsEvents(): MethodDecorator {
  const receipts = {
    'application/json': {
      schema: {
        oneOf: [refTo(Receipt), { type: 'array' as const, items: refTo(Receipt) }],
      },
    },
  };
  return applyDecorators(
    ApiTags('Events'),
    ApiOperation({
      operationId: 'recordEvents',
      summary: 'Records events',
      description:
        'CloudEvents 1.0 over HTTP: structured, batch (all or nothing), binary (`ce-` headers with ' +
        'the data as body), or a stream of lines, each with its own answer line: `{"line":n,' +
        '"position":p}`, `{"line":n,"duplicateOf":p}` or `{"line":n,"problem":{...}}`.',
    }),
    ApiBody({
      required: true,
      content: {
        'application/cloudevents+json': EVENT,
        'application/json': EVENT,
        'application/cloudevents-batch+json': BATCH,
        'application/x-ndjson': LINES,
      },
    } as Parameters<typeof ApiBody>[0]),
    ApiCreatedResponse({ description: 'Recorded.', content: receipts }),
    ApiOkResponse({
      description: 'All of it had been recorded before, or a dry run, or the answers to lines.',
      content: { ...receipts, 'application/x-ndjson': LINES },
    }),
  );
}
