import type { AsOf, Deadline } from '#libs/compliance';
import { announcedMessage } from './announced-message.js';
import type { AnnouncedMessage } from './announced-message.js';
import { matches } from './matches.js';
import type { News } from './matches.js';
import type { NewsViews } from './news-views.js';
import type { WatchedWebhook } from './watched-webhook.js';

/** A deadline that is near, and the least of the wanted numbers of days that it is within. */
interface Near {
  readonly deadline: Deadline;
  readonly leadDays: number;
}

/**
 * The deadlines that have come near between two moments: nearer than before, or known only now. Each
 * is told with the least number of days that it is within, so that one that is recorded late is told
 * once and not for every number that it has passed.
 */
export async function deadlineMessages(
  views: NewsViews,
  webhook: WatchedWebhook,
  from: AsOf,
  to: AsOf,
): Promise<readonly AnnouncedMessage[]> {
  if (!webhook.events.includes('deadline.approaching') || webhook.leadDays.length === 0) return [];
  const now = await nearAt(views, webhook, to);
  if (now.size === 0) return [];
  const before = await nearAt(views, webhook, from);
  return [...now]
    .filter(([key, { leadDays }]) => leadDays < (before.get(key)?.leadDays ?? Infinity))
    .map(([key, near]) => messageOf(webhook.id, key, near, to));
}

async function nearAt(
  views: NewsViews,
  { filters, leadDays }: WatchedWebhook,
  asOf: AsOf,
): Promise<ReadonlyMap<string, Near>> {
  const count = Math.max(1, ...leadDays);
  const [company, ...others] = filters.companies ?? [];
  const one = others.length === 0 && company !== undefined ? { company } : {};
  const jurisdictions = filters.jurisdictions && (await views.jurisdictions(asOf));
  const near = new Map<string, Near>();
  for await (const deadline of views.deadlines.stream(asOf, {
    within: { count, unit: 'd' },
    ...one,
  })) {
    const { row, place } = deadline;
    const lead = leastWithin(leadDays, row.daysLeft);
    const isWanted = matches(filters, newsOf(deadline, jurisdictions));
    if (lead === undefined || !isWanted) continue;
    const key = [place.kind, place.subject, place.thing, place.dueOn].join('\n');
    near.set(key, { deadline, leadDays: lead });
  }
  return near;
}

function newsOf(
  { row: { company, obligation } }: Deadline,
  jurisdictions: ReadonlyMap<string, string> | undefined,
): News {
  const jurisdiction = obligation === undefined ? undefined : jurisdictions?.get(obligation);
  return {
    ...(company !== undefined && { company }),
    ...(obligation !== undefined && { obligation }),
    ...(jurisdiction !== undefined && { jurisdiction }),
  };
}

/** Absent where it is past, or further off than any. */
function leastWithin(leadDays: readonly number[], daysLeft: number): number | undefined {
  if (daysLeft < 0) return undefined;
  const reached = leadDays.filter((days) => daysLeft <= days);
  return reached.length === 0 ? undefined : Math.min(...reached);
}

/** Who looks after it is left out: what was sent could not be erased. */
function messageOf(
  webhook: string,
  key: string,
  { deadline: { row }, leadDays }: Near,
  { validAt }: AsOf,
): AnnouncedMessage {
  const shown = { leadDays, ...row, owner: undefined };
  const timestamp = new Date(validAt).toISOString();
  return announcedMessage(webhook, 'deadline.approaching', timestamp, shown, [key, leadDays]);
}
