import { applyDecorators } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiResponse,
} from '@nestjs/swagger';
import {
  EXPORT_EXAMPLE,
  MONTHLY_EXAMPLE,
  REQUEST_EXAMPLE,
  RUN_EXAMPLE,
} from '../exports/examples.js';
import { ExportAnswer } from '../exports/export-answer.js';
import { ExportChanges, ExportRequest, RunRequest } from '../exports/export-bodies.js';
import { RunAnswer } from '../exports/run-answer.js';
import { refTo } from './answers.js';

const JSON_TYPE = 'application/json';
const BYTES = { schema: { type: 'string', format: 'binary' } } as const;
const SECRET = 'whsec_...';

export function ExportMade(): MethodDecorator {
  return applyDecorators(
    ApiBody({
      required: true,
      schema: refTo(ExportRequest),
      examples: { daily: { value: REQUEST_EXAMPLE }, monthly: { value: MONTHLY_EXAMPLE } },
    }),
    ApiCreatedResponse({
      description: 'The export; with the secret of its webhooks, where it has one.',
      content: shown(ExportAnswer, { ...EXPORT_EXAMPLE, webhookSecret: SECRET }),
    }),
  );
}

export function ExportChanged(): MethodDecorator {
  return applyDecorators(
    ApiBody({
      required: true,
      schema: refTo(ExportChanges),
      examples: { off: { value: { enabled: false } } },
    }),
    ApiOkResponse({
      description: 'The export as it is now; with the secret of its first webhook.',
      content: shown(ExportAnswer, EXPORT_EXAMPLE),
    }),
  );
}

export function ExportShown(): MethodDecorator {
  return ApiOkResponse({
    description: 'With its next five nominal times.',
    content: shown(ExportAnswer, EXPORT_EXAMPLE),
  });
}

export function ExportsListed(): MethodDecorator {
  const items = { type: 'array' as const, items: refTo(ExportAnswer) };
  return ApiOkResponse({
    description: 'Oldest first.',
    content: listed({ items }, ['items'], { items: [EXPORT_EXAMPLE] }),
  });
}

export function ExportDeleted(): MethodDecorator {
  return ApiNoContentResponse({ description: 'It is due no more; what it made can be read.' });
}

export function RunAsked(): MethodDecorator {
  return applyDecorators(
    ApiBody({
      required: true,
      schema: refTo(RunRequest),
      examples: {
        now: { value: {} },
        past: { value: { nominalTime: '2026-02-12T08:00:00+08:00' } },
      },
    }),
    ApiAcceptedResponse({
      description: 'The run of that nominal time, whoever asked for it first.',
      content: shown(RunAnswer, RUN_EXAMPLE),
    }),
  );
}

export function RunShown(): MethodDecorator {
  return ApiOkResponse({
    description: 'The run as it stands.',
    content: shown(RunAnswer, RUN_EXAMPLE),
  });
}

export function RunsListed(): MethodDecorator {
  const properties = {
    items: { type: 'array' as const, items: refTo(RunAnswer) },
    next: { type: 'string' as const, description: 'Cursor of the next page; absent on the last.' },
  };
  return ApiOkResponse({
    description: 'Latest nominal time first.',
    content: listed(properties, ['items'], { items: [RUN_EXAMPLE] }),
  });
}

export function RunFileSent(): MethodDecorator {
  const headers = {
    ETag: { description: 'SHA-256 of the whole file.', schema: { type: 'string' as const } },
    'Accept-Ranges': { description: '`bytes`.', schema: { type: 'string' as const } },
  };
  return applyDecorators(
    ApiOkResponse({
      description: 'The whole file.',
      headers,
      content: { 'application/octet-stream': BYTES },
    }),
    ApiResponse({
      status: 206,
      description: 'The part that `Range` asked for.',
      headers: {
        ...headers,
        'Content-Range': { description: 'Which.', schema: { type: 'string' as const } },
      },
      content: { 'application/octet-stream': BYTES },
    }),
  );
}

export function RunReproduced(): MethodDecorator {
  return ApiOkResponse({
    description: 'Byte for byte the CSV that the run wrote.',
    content: { 'text/csv': { schema: { type: 'string' } } },
  });
}

function shown(one: new () => object, example: object) {
  return { [JSON_TYPE]: { schema: refTo(one), example } };
}

function listed(
  properties: Readonly<
    Record<string, { type: 'array'; items: { $ref: string } } | { type: 'string' }>
  >,
  required: string[],
  example: object,
) {
  const schema = { type: 'object' as const, properties, required, additionalProperties: false };
  return { [JSON_TYPE]: { schema, example } };
}
