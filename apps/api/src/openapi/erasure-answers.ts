import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { ErasureAnswer, ErasureList, ErasureRequest } from '../erasures/erasure-bodies.js';
import { refTo } from './answers.js';

const EVENT = { source: 'https://example.org/desk', id: 'duty-17' };
const REASON = 'Asked for by whom it concerns, letter of 3 March.';

const PENDING = {
  id: '0b8f3c1e-6f0e-4f57-9d3e-2a64c1f7f0d2',
  state: 'pending',
  event: { ...EVENT, position: 812, fields: ['/owner'] },
  reason: REASON,
  requestedBy: 'key:9f2c41d07be6',
  requestedAt: '2026-03-04T02:00:00.000Z',
  values: 1,
};

const ERASED = {
  ...PENDING,
  state: 'erased',
  approvedBy: 'cli',
  approvedAt: '2026-03-04T02:10:00.000Z',
};

export function ErasureRequested(): MethodDecorator {
  return applyDecorators(
    ApiBody({
      required: true,
      schema: refTo(ErasureRequest),
      examples: {
        event: { value: { event: EVENT, fields: ['/owner'], reason: REASON } },
        person: { value: { person: 'Li Wei', reason: REASON } },
      },
    }),
    ApiCreatedResponse({
      description: 'It waits for a second pair of eyes.',
      content: { 'application/json': { schema: refTo(ErasureAnswer), example: PENDING } },
    }),
  );
}

export function ErasureApproved(): MethodDecorator {
  return ApiOkResponse({
    description: 'It is recorded and destroyed.',
    content: { 'application/json': { schema: refTo(ErasureAnswer), example: ERASED } },
  });
}

export function ErasuresListed(): MethodDecorator {
  return ApiOkResponse({
    description: 'Newest first; never with a value.',
    content: { 'application/json': { schema: refTo(ErasureList), example: { items: [ERASED] } } },
  });
}
