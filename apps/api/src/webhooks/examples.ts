import type { WholeShape } from '../answers/shape.js';
import type { DeliveryAnswer } from './delivery-answer.js';
import type { WebhookAnswer } from './webhook-answer.js';
import type { WebhookRequest } from './webhook-bodies.js';

export const WEBHOOK_REQUEST_EXAMPLE = {
  name: '合规变化',
  url: 'https://hooks.example.org/edict',
  events: ['status.changed', 'deadline.approaching'],
  filters: { companies: ['bytedance'], statuses: ['unevidenced', 'breached'] },
  leadDays: [30, 7, 1],
} satisfies WholeShape<WebhookRequest>;

export const WEBHOOK_EXAMPLE = {
  ...WEBHOOK_REQUEST_EXAMPLE,
  id: '3c9d01b2f4a7',
  enabled: true,
  announcedTo: 4121,
  pending: 0,
  failures: 0,
  secrets: [{ createdAt: '2026-11-26T03:00:00.000Z' }],
  createdAt: '2026-11-26T03:00:00.000Z',
  createdBy: 'key:admin',
  changedAt: '2026-11-26T03:00:00.000Z',
  changedBy: 'key:admin',
} satisfies WholeShape<WebhookAnswer>;

export const DELIVERY_EXAMPLE = {
  id: 'msg_9f86d081884c7d659a2feaa0c55ad015',
  event: 'status.changed',
  position: 4121,
  state: 'delivered',
  createdAt: '2026-11-27T00:00:00.412Z',
  finishedAt: '2026-11-27T00:00:06.007Z',
  attempts: [
    {
      attempt: 2,
      startedAt: '2026-11-27T00:00:05.912Z',
      finishedAt: '2026-11-27T00:00:06.007Z',
      status: 204,
    },
    {
      attempt: 1,
      startedAt: '2026-11-27T00:00:00.500Z',
      finishedAt: '2026-11-27T00:00:00.707Z',
      status: 503,
      error: 'The receiver answered 503.',
    },
  ],
} satisfies WholeShape<DeliveryAnswer>;
