import type { Cause } from '#libs/compliance';
import type { Status } from '#libs/rulebook';

/** What a webhook can be told; a test besides, when somebody asks for one. */
export const WEBHOOK_EVENTS = ['status.changed', 'deadline.approaching'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

export const MESSAGE_TYPES = [...WEBHOOK_EVENTS, 'webhook.test'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** Why a webhook is told nothing. */
export const DISABLED_REASONS = ['switched-off', 'gone', 'failing', 'not-authorised'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** Of each filter that is given one value has to be that of what is told. */
export interface WebhookFilters {
  readonly companies?: readonly string[];
  readonly obligations?: readonly string[];
  /** Of the obligation. */
  readonly jurisdictions?: readonly string[];
  /** Of changes: what the status is now. */
  readonly statuses?: readonly Status[];
  /** Of changes. */
  readonly causes?: readonly Cause[];
}

/** What a webhook is defined by. */
export interface WebhookTerms {
  readonly name?: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly filters: WebhookFilters;
  /** Days before a deadline on which it is told, the greatest first. */
  readonly leadDays: readonly number[];
}

export interface WebhookSecret {
  readonly madeAt: Date;
  /** Absent of the newest. */
  readonly endsAt?: Date;
}

export interface Disabled {
  readonly at: Date;
  readonly because: DisabledReason;
  readonly detail?: string;
}

export interface StoredWebhook extends WebhookTerms {
  readonly id: string;
  /** The only companies that it may ever tell of; absent where it may tell of all. */
  readonly companies?: readonly string[];
  /** Absent while it is told. */
  readonly disabled?: Disabled;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly changedAt: Date;
  /** Whose key answers for what it is told. */
  readonly changedBy: string;
  /** All that was recorded up to here is told, or waits to be. */
  readonly announcedTo: number;
  /** Messages that wait to be told. */
  readonly pending: number;
  /** Calls that failed in a row. */
  readonly failures: number;
  readonly failingSince?: Date;
  /** When it is called again, where the last call failed. */
  readonly nextAttemptAt?: Date;
  /** What it is signed with, the newest first. */
  readonly secrets: readonly WebhookSecret[];
}

export const WEBHOOKS_MAX = 100;
export const LEAD_DAYS_MAX = 365;
export const LEAD_DAYS_COUNT_MAX = 10;
export const LEAD_DAYS_UNASKED: readonly number[] = [30, 7, 1];
export const FILTER_VALUES_MAX = 100;
/** For how long a secret goes on to sign once another takes its place. */
export const OVERLAP_HOURS_UNASKED = 24;
export const OVERLAP_HOURS_MAX = 168;
/** Tests, and messages told again, that may wait at the same time. */
export const ASIDE_MAX = 20;
