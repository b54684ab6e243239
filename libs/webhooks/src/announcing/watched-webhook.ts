import type { ChangePlace } from '#libs/compliance';
import type { WebhookEvent, WebhookFilters } from '../webhook-terms.js';

/** What it takes to find news for a webhook. */
export interface WatchedWebhook {
  readonly id: string;
  readonly events: readonly WebhookEvent[];
  readonly filters: WebhookFilters;
  readonly leadDays: readonly number[];
  readonly companies: readonly string[] | null;
  readonly changedBy: string;
  readonly madeAt: Date;
  readonly enabled: boolean;
  /** What is found for another revision counts for nothing. */
  readonly revision: number;
  /** All changes up to here are told. */
  readonly place: ChangePlace;
  /** All deadlines that were near then are told: RFC 3339 in UTC, to the microsecond. */
  readonly nearAt: string;
  readonly nearPosition: number;
  readonly pending: number;
}
