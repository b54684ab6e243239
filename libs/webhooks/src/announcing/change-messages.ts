import type { AsOf, ChangePlace, ChangeSelection, Fields, StatusChangeRow } from '#libs/compliance';
import { announcedMessage } from './announced-message.js';
import type { AnnouncedMessage } from './announced-message.js';
import { matches, matchesChange } from './matches.js';
import type { NewsViews } from './news-views.js';
import type { WatchedWebhook } from './watched-webhook.js';

type Row = Fields<StatusChangeRow>;

export interface FoundMessages {
  readonly messages: readonly AnnouncedMessage[];
  /** Where the search ended before all was found. */
  readonly next?: ChangePlace;
}

/** The next changes that a webhook is told, in record order. */
export async function changeMessages(
  views: NewsViews,
  webhook: WatchedWebhook,
  asOf: AsOf,
  search: ChangeSelection & { readonly after?: ChangePlace; readonly limit: number },
): Promise<FoundMessages> {
  const { filters, events } = webhook;
  if (!events.includes('status.changed')) return { messages: [] };
  const company = search.company ?? onlyOne(filters.companies);
  const page = await views.changes.page(asOf, { ...search, ...(company && { company }) });
  const needsRules = filters.jurisdictions !== undefined && page.rows.length > 0;
  const jurisdictions = needsRules ? await views.jurisdictions(asOf) : undefined;
  const messages = page.rows
    .filter((row) => matchesChange(filters, row) && isSince(search.since, row))
    .filter((row) => {
      const jurisdiction = jurisdictions?.get(row.obligation);
      return matches(filters, { ...row, ...(jurisdiction !== undefined && { jurisdiction }) });
    })
    .map((row) => messageOf(webhook.id, row));
  return { messages, ...(page.next && { next: page.next }) };
}

/** A change is named by what it is of, and by when and how it came about. */
function messageOf(webhook: string, row: Row): AnnouncedMessage {
  const { position, changedAt, subject, obligation, before, after } = row;
  const identity = [position, changedAt, subject, obligation, before, after];
  const message = announcedMessage(webhook, 'status.changed', changedAt, row, identity);
  return { ...message, position };
}

function isSince(since: string | undefined, { changedAt }: Row): boolean {
  return since === undefined || Date.parse(changedAt) >= Date.parse(since);
}

function onlyOne(companies: readonly string[] | undefined): string | undefined {
  return companies?.length === 1 ? companies[0] : undefined;
}
