import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import {
  CalendarFeedAnswer,
  CalendarFeedRequest,
  NewCalendarFeedAnswer,
} from '../calendar-feeds/feed-bodies.js';
import { refTo } from './answers.js';

const FEED = {
  id: '9f2c41d07be6',
  company: 'bytedance',
  within: '3m',
  language: 'zh',
  createdAt: '2026-11-24T03:00:00.000Z',
  createdBy: 'key:admin',
};
const URL = 'https://edict.example/v1/calendar-feeds/9f2c41d07be6/<secret>.ics';

export function FeedMade(): MethodDecorator {
  const example = { company: 'bytedance', within: '3m', language: 'zh' };
  return applyDecorators(
    ApiBody({
      required: true,
      schema: refTo(CalendarFeedRequest),
      examples: { feed: { value: example } },
    }),
    ApiCreatedResponse({
      description: 'The feed with its address.',
      content: {
        'application/json': {
          schema: refTo(NewCalendarFeedAnswer),
          example: { ...FEED, url: URL },
        },
      },
    }),
  );
}

export function FeedsListed(): MethodDecorator {
  return ApiOkResponse({
    description: 'Oldest first; never with an address.',
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: { items: { type: 'array', items: refTo(CalendarFeedAnswer) } },
          required: ['items'],
          additionalProperties: false,
        },
        example: { items: [FEED] },
      },
    },
  });
}

export function FeedRevoked(): MethodDecorator {
  return ApiNoContentResponse({ description: 'Its address leads nowhere from now on.' });
}
