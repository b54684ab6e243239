import { createHash } from 'node:crypto';
import type { WebhookEvent } from '../webhook-terms.js';

const ID_DIGITS = 32;

/** What a webhook is to be told. */
export interface AnnouncedMessage {
  /** Of the webhook and what is told, so that whoever comes to it again makes the same. */
  readonly id: string;
  readonly type: WebhookEvent;
  /** Of a change of a status. */
  readonly position?: number;
  /** JSON. */
  readonly body: string;
}

/** The payload as Standard Webhooks has it. */
export function announcedMessage(
  webhook: string,
  type: WebhookEvent,
  timestamp: string,
  told: object,
  identity: readonly (string | number)[],
): AnnouncedMessage {
  const named = [webhook, type, ...identity].join('\n');
  const digest = createHash('sha256').update(named).digest('hex');
  return {
    id: `msg_${digest.slice(0, ID_DIGITS)}`,
    type,
    body: JSON.stringify({ type, timestamp, data: told }),
  };
}
