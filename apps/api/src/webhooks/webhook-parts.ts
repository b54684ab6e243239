import { DeleteWebhookHandler } from './delete-webhook.js';
import { DeliveriesController } from './deliveries.controller.js';
import { EnableWebhookHandler } from './enable-webhook.js';
import { ListDeliveriesHandler } from './list-deliveries.js';
import { ListWebhooksHandler, ReadWebhookHandler } from './read-webhooks.js';
import { RotateSecretHandler } from './rotate-secret.js';
import { ChangeWebhookHandler, CreateWebhookHandler } from './save-webhook.js';
import { RedeliverHandler, TestWebhookHandler } from './tell-webhook.js';
import { WebhooksController } from './webhooks.controller.js';

/** What the application has of webhooks. */
export const WEBHOOK_CONTROLLERS = [WebhooksController, DeliveriesController];

export const WEBHOOK_HANDLERS = [
  CreateWebhookHandler,
  ChangeWebhookHandler,
  DeleteWebhookHandler,
  EnableWebhookHandler,
  RotateSecretHandler,
  ListWebhooksHandler,
  ReadWebhookHandler,
  ListDeliveriesHandler,
  TestWebhookHandler,
  RedeliverHandler,
];
