import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { KeyList, KeyRequest, MeAnswer, NewKeyAnswer } from '../keys/key-bodies.js';
import { refTo } from './answers.js';

const REQUEST = {
  name: 'Audit of 2026, first half',
  roles: ['auditor'],
  companies: ['bytedance'],
  period: { from: '2026-01-01T00:00:00.000Z', to: '2026-07-01T00:00:00.000Z' },
  expiresAt: '2026-12-31T00:00:00.000Z',
};
const KEY = {
  id: '9f2c41d07be6',
  ...REQUEST,
  createdAt: '2026-07-24T03:00:00.000Z',
  createdBy: 'key:admin',
};

export function KeyMade(): MethodDecorator {
  const example = { ...KEY, key: 'edict_9f2c41d07be6_<shown once>' };
  return applyDecorators(
    ApiBody({
      required: true,
      schema: refTo(KeyRequest),
      examples: { auditor: { value: REQUEST } },
    }),
    ApiCreatedResponse({
      description: 'The key.',
      content: { 'application/json': { schema: refTo(NewKeyAnswer), example } },
    }),
  );
}

export function KeysListed(): MethodDecorator {
  return ApiOkResponse({
    description: 'Oldest first.',
    content: { 'application/json': { schema: refTo(KeyList), example: { items: [KEY] } } },
  });
}

export function KeyRevoked(): MethodDecorator {
  return ApiNoContentResponse({ description: 'It lets nobody in from now on.' });
}

export function MeTold(): MethodDecorator {
  const { roles, companies, period } = REQUEST;
  const example = { actor: 'key:9f2c41d07be6', roles, companies, period };
  return ApiOkResponse({
    description: 'What the routes of docs/roles.md ask of it.',
    content: { 'application/json': { schema: refTo(MeAnswer), example } },
  });
}
