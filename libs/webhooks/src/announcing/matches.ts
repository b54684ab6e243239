import type { Cause } from '#libs/compliance';
import type { Status } from '#libs/rulebook';
import type { WebhookFilters } from '../webhook-terms.js';

/** What of news filters look at. */
export interface News {
  readonly company?: string;
  readonly obligation?: string;
  readonly jurisdiction?: string;
}

/** What of a change they look at besides. */
export interface ChangeNews {
  readonly after: Status;
  readonly cause: Cause;
}

export function matches(filters: WebhookFilters, news: News): boolean {
  return (
    isAmong(filters.companies, news.company) &&
    isAmong(filters.obligations, news.obligation) &&
    isAmong(filters.jurisdictions, news.jurisdiction)
  );
}

export function matchesChange(filters: WebhookFilters, { after, cause }: ChangeNews): boolean {
  return isAmong(filters.statuses, after) && isAmong(filters.causes, cause);
}

function isAmong<Value>(wanted: readonly Value[] | undefined, value: Value | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}
