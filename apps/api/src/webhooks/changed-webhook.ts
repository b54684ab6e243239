import type { StoredWebhook } from '#libs/webhooks';
import type { WholeShape } from '../answers/shape.js';
import type { WebhookChanges, WebhookRequest } from './webhook-bodies.js';

/** The request that would make a webhook as it is to be: what stands, changed (RFC 7396). */
export function changedWebhook(
  { name, url, events, filters, leadDays, disabled }: StoredWebhook,
  changes: WholeShape<WebhookChanges>,
): WholeShape<WebhookRequest> {
  const enabled = disabled === undefined;
  const before = { name, url, events, filters, leadDays, enabled };
  const merged = Object.entries({ ...before, ...changes }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(merged) as WholeShape<WebhookRequest>;
}
