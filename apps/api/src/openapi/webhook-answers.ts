import { applyDecorators } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
} from '@nestjs/swagger';
import { DeliveryAnswer } from '../webhooks/delivery-answer.js';
import {
  DELIVERY_EXAMPLE,
  WEBHOOK_EXAMPLE,
  WEBHOOK_REQUEST_EXAMPLE,
} from '../webhooks/examples.js';
import { WebhookAnswer } from '../webhooks/webhook-answer.js';
import {
  EnableRequest,
  RotationRequest,
  WebhookChanges,
  WebhookRequest,
} from '../webhooks/webhook-bodies.js';
import { refTo } from './answers.js';

const JSON_TYPE = 'application/json';
const SIGNED_EXAMPLE = { ...WEBHOOK_EXAMPLE, secret: 'whsec_...' };

export function WebhookMade(): MethodDecorator {
  return applyDecorators(
    body(WebhookRequest, { both: { value: WEBHOOK_REQUEST_EXAMPLE } }),
    ApiCreatedResponse({
      description: 'The webhook, with the secret that it is signed with.',
      content: shown(WebhookAnswer, SIGNED_EXAMPLE),
    }),
  );
}

export function WebhooksListed(): MethodDecorator {
  const properties = { items: { type: 'array' as const, items: refTo(WebhookAnswer) } };
  return ApiOkResponse({
    description: 'Oldest first.',
    content: listed(properties, { items: [WEBHOOK_EXAMPLE] }),
  });
}

export function WebhookShown(): MethodDecorator {
  return ApiOkResponse({
    description: 'The webhook as it stands.',
    content: shown(WebhookAnswer, WEBHOOK_EXAMPLE),
  });
}

export function WebhookChanged(): MethodDecorator {
  return applyDecorators(
    body(WebhookChanges, { off: { value: { enabled: false } } }),
    ApiOkResponse({
      description: 'The webhook as it is now.',
      content: shown(WebhookAnswer, WEBHOOK_EXAMPLE),
    }),
  );
}

export function WebhookDeleted(): MethodDecorator {
  return ApiNoContentResponse({ description: 'It is told nothing any more.' });
}

export function WebhookEnabled(): MethodDecorator {
  return applyDecorators(
    body(EnableRequest, { stopped: { value: {} }, now: { value: { from: 'now' } } }),
    ApiOkResponse({
      description: 'The webhook, which goes on after `announcedTo`.',
      content: shown(WebhookAnswer, WEBHOOK_EXAMPLE),
    }),
  );
}

export function SecretRotated(): MethodDecorator {
  return applyDecorators(
    body(RotationRequest, { day: { value: {} }, 'at once': { value: { overlapHours: 0 } } }),
    ApiOkResponse({
      description: 'The webhook, with its new secret.',
      content: shown(WebhookAnswer, SIGNED_EXAMPLE),
    }),
  );
}

export function DeliveryAsked(description: string): MethodDecorator {
  return ApiAcceptedResponse({ description, content: shown(DeliveryAnswer, DELIVERY_EXAMPLE) });
}

export function DeliveriesListed(): MethodDecorator {
  const properties = {
    items: { type: 'array' as const, items: refTo(DeliveryAnswer) },
    next: { type: 'string' as const, description: 'Cursor of the next page; absent on the last.' },
  };
  return ApiOkResponse({
    description: 'Latest first.',
    content: listed(properties, { items: [DELIVERY_EXAMPLE] }),
  });
}

function body(
  one: new () => object,
  examples: Readonly<Record<string, { value: object }>>,
): MethodDecorator {
  return ApiBody({ required: true, schema: refTo(one), examples });
}

function shown(one: new () => object, example: object) {
  return { [JSON_TYPE]: { schema: refTo(one), example } };
}

function listed(
  properties: Readonly<
    Record<string, { type: 'array'; items: { $ref: string } } | { type: 'string' }>
  >,
  example: object,
) {
  const required = ['items'];
  const schema = { type: 'object' as const, properties, required, additionalProperties: false };
  return { [JSON_TYPE]: { schema, example } };
}
