import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CloudEvent } from '../events/cloud-event.js';
import { listSchema, refTo } from './answers.js';

const TEXT = { schema: { type: 'string' as const } };

export function EventsAnswer(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'listEvents',
      summary: 'The ledger in position order',
      description:
        'Pages in JSON; with Accept application/x-ndjson or text/csv the whole selection; with ' +
        'text/event-stream what is recorded from now on, or from after Last-Event-ID or `after`.',
    }),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'Position of the last event seen; the live stream goes on after it.',
      schema: { type: 'integer' },
    }),
    ApiOkResponse({
      description: 'Events in position order.',
      content: {
        'application/json': { schema: listSchema(CloudEvent) },
        'application/x-ndjson': TEXT,
        'text/event-stream': TEXT,
        'text/csv': TEXT,
      },
    }),
  );
}

export function EventAnswer(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'readEvent', summary: 'One event, or its exact hashed bytes' }),
    ApiOkResponse({
      description: 'The event; Edict-Leaf-Hash is the SHA-256 leaf hash over its bytes.',
      content: {
        'application/json': { schema: refTo(CloudEvent) },
        'application/cloudevents+json': { schema: refTo(CloudEvent) },
      },
    }),
  );
}
