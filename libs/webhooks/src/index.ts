export { Announcer } from './announcing/announcer.js';
export type { AnnouncerParts, Look } from './announcing/announcer.js';
export { NewsViews } from './announcing/news-views.js';
export { ENABLED_FROM, Webhooks } from './definitions/webhooks.js';
export type { EnabledFrom, Maker, SignedWebhook, WebhookChange } from './definitions/webhooks.js';
export { Deliveries, TooManyAside } from './deliveries/deliveries.js';
export { DELIVERY_STATES } from './deliveries/delivery.js';
export type { Attempt, Delivery, DeliveryState } from './deliveries/delivery.js';
export { webhookTotals } from './watching/webhook-totals.js';
export type { WebhookTotals } from './watching/webhook-totals.js';
export { webhookObjection } from './webhook-objection.js';
export type { Authority, WebhookIdentity } from './webhook-objection.js';
export {
  ASIDE_MAX,
  DISABLED_REASONS,
  FILTER_VALUES_MAX,
  LEAD_DAYS_COUNT_MAX,
  LEAD_DAYS_MAX,
  LEAD_DAYS_UNASKED,
  MESSAGE_TYPES,
  OVERLAP_HOURS_MAX,
  OVERLAP_HOURS_UNASKED,
  WEBHOOK_EVENTS,
  WEBHOOKS_MAX,
} from './webhook-terms.js';
export type {
  DisabledReason,
  MessageType,
  StoredWebhook,
  WebhookEvent,
  WebhookFilters,
  WebhookTerms,
} from './webhook-terms.js';
export { FAILURES_MAX } from './telling/retry-delay.js';
export { CLAIM_MS } from './working/limits.js';
export { WebhookWorker } from './working/webhook-worker.js';
export type { WebhookWorkerOptions } from './working/webhook-worker.js';
export { WebhooksModule } from './webhooks.module.js';
