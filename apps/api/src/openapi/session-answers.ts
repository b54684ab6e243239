import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import {
  SessionList,
  SignedInAnswer,
  SignInLinkAnswer,
  SignInRequest,
} from '../sessions/session-bodies.js';
import { refTo } from './answers.js';

const ENDS = '2026-07-24T15:00:00.000Z';
const SESSION = {
  id: '5b0c7e1f92aa',
  createdAt: '2026-07-24T03:00:00.000Z',
  usedAt: '2026-07-24T03:41:00.000Z',
  endsAt: ENDS,
  current: true,
};
const COOKIE = {
  'Set-Cookie': { description: 'The session, or its end.', schema: { type: 'string' as const } },
};

export function SignInLinkMade(): MethodDecorator {
  const example = {
    url: 'https://edict.example/sign-in#5b0c7e1f92aa.<shown once>',
    expiresAt: '2026-07-24T03:15:00.000Z',
  };
  return ApiCreatedResponse({
    description: 'The link.',
    content: { 'application/json': { schema: refTo(SignInLinkAnswer), example } },
  });
}

export function SignedIn(): MethodDecorator {
  const example = { actor: 'key:9f2c41d07be6', roles: ['reader'], endsAt: ENDS };
  const request = { link: '5b0c7e1f92aa.<what stands behind the #>' };
  return applyDecorators(
    ApiBody({
      required: true,
      schema: refTo(SignInRequest),
      examples: { link: { value: request } },
    }),
    ApiCreatedResponse({
      description: 'Who the browser acts for.',
      headers: COOKIE,
      content: { 'application/json': { schema: refTo(SignedInAnswer), example } },
    }),
  );
}

export function SessionsListed(): MethodDecorator {
  return ApiOkResponse({
    description: 'Oldest first.',
    content: { 'application/json': { schema: refTo(SessionList), example: { items: [SESSION] } } },
  });
}

export function SessionEnded(): MethodDecorator {
  return ApiNoContentResponse({ description: 'Its next request is refused.', headers: COOKIE });
}
