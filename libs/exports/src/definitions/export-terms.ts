import type { Schedule } from '../scheduling/schedule.js';
import type { ExportDefinition } from '../writing/export-question.js';

export const DELIVERY_KINDS = ['folder', 's3', 'webhook'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** A folder below the root of exports; each run has a folder of its own in it. */
export interface FolderDelivery {
  readonly kind: 'folder';
  readonly path: string;
}

/** A bucket that speaks S3; each run has a prefix of its own in it. */
export interface BucketDelivery {
  readonly kind: 's3';
  readonly bucket: string;
  readonly prefix?: string;
  /** Absent: Amazon's own. */
  readonly endpoint?: string;
  readonly region?: string;
}

/** An address that is told once the files are where they belong. */
export interface WebhookDelivery {
  readonly kind: 'webhook';
  readonly url: string;
}

export type Delivery = FolderDelivery | BucketDelivery | WebhookDelivery;

export const MISSED_RUNS = ['all', 'latest', 'skip'] as const;
export type MissedRuns = (typeof MISSED_RUNS)[number];

/** How long files are kept to be fetched here; where both are given, whichever ends first. */
export interface Retention {
  readonly runs?: number;
  readonly days?: number;
}

/** What an export is defined by. */
export interface ExportTerms {
  readonly name: string;
  readonly asked: ExportDefinition;
  readonly schedule?: Schedule;
  readonly deliveries: readonly Delivery[];
  readonly missedRuns: MissedRuns;
  /** After so long without a success a nominal time is overdue. */
  readonly graceMinutes: number;
  readonly retention: Retention;
  readonly enabled: boolean;
}

export interface StoredExport extends ExportTerms {
  readonly id: string;
  /** Raised when the question changes; a delta begins anew then. */
  readonly revision: number;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly changedAt: Date;
  /** Whose key answers for what the schedule does. */
  readonly changedBy: string;
  /** Nominal times up to here belong to nobody. */
  readonly scheduledFrom: Date;
}

export const EXPORTS_MAX = 1_000;
export const DELIVERIES_MAX = 10;
export const GRACE_MINUTES_MAX = 43_200;
export const GRACE_MINUTES_UNASKED = 60;
export const RETENTION_RUNS_MAX = 10_000;
export const RETENTION_DAYS_MAX = 3_660;
export const RETENTION_UNASKED: Retention = { days: 90 };
