import type { AsOf, ChangePlace } from '#libs/compliance';
import { sql } from '#libs/database';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { disableWebhook } from '../disable-webhook.js';
import { WEBHOOKS_MAX } from '../webhook-terms.js';
import { reachOf, webhookObjection } from '../webhook-objection.js';
import type { Authority } from '../webhook-objection.js';
import { CHANGES_AT_ONCE_MAX, PENDING_MAX, PLACE_NOTED_MS } from '../working/limits.js';
import { noteAnnounced, noteBelated } from './announced.js';
import { changeMessages } from './change-messages.js';
import { DeadlineSteps } from './deadline-steps.js';
import { forgetReturned, returnedSubjects } from './left-out.js';
import type { Returned } from './left-out.js';
import type { NewsViews } from './news-views.js';
import type { WatchedWebhook } from './watched-webhook.js';

const WATCHED_WEBHOOKS = sql(import.meta.url, './watched-webhooks.sql');

export interface AnnouncerParts {
  /** Acts as `edict_worker`. */
  readonly pool: pg.Pool;
  readonly ledger: Ledger;
  readonly views: NewsViews;
  readonly authority: Authority;
  /** Up to when all is known; absent where nobody can say yet. */
  readonly moment: () => Promise<AsOf | undefined>;
}

/** What a look came to. */
export interface Look {
  readonly isNews: boolean;
  /** The last position that it saw; -1 where there was nothing to see. */
  readonly knownAt: number;
}

/** A webhook, and what of the views it may be told. */
interface Watched {
  readonly webhook: WatchedWebhook;
  readonly companies: readonly string[] | undefined;
}

/**
 * Finds what is news for each webhook, in record order, and notes it as messages, together with how
 * far it has come: whoever goes on after a pause of any length finds the same messages.
 */
export class Announcer {
  readonly #deadlines: DeadlineSteps;

  constructor(private readonly parts: AnnouncerParts) {
    this.#deadlines = new DeadlineSteps(parts);
  }

  async announce(): Promise<Look> {
    const { pool, moment: settled } = this.parts;
    const { rows } = await pool.query<WatchedWebhook>(WATCHED_WEBHOOKS, [WEBHOOKS_MAX]);
    const moment = rows.length === 0 ? undefined : await settled();
    if (moment === undefined) return { isNews: false, knownAt: -1 };
    // Only after the moment: what is parked from now on comes after it.
    const returned = await returnedSubjects(pool);
    let isNews = false;
    for (const webhook of rows) {
      if (await this.announceTo(webhook, moment, returned)) isNews = true;
    }
    for (const one of returned) await forgetReturned(pool, one);
    return { isNews, knownAt: moment.knownAt };
  }

  private async announceTo(
    webhook: WatchedWebhook,
    moment: AsOf,
    returned: readonly Returned[],
  ): Promise<boolean> {
    const watched = await this.authorised(webhook);
    if (watched === undefined) return false;
    for (const one of returned) await this.makeUpFor(watched, one, moment);
    if (!webhook.enabled || webhook.pending >= PENDING_MAX) return false;
    const caughtUp = await this.changes(watched, moment);
    const isNear = await this.#deadlines.take({ ...watched, webhook: caughtUp.webhook }, moment);
    return caughtUp.isNews || isNear;
  }

  /** Disables a webhook whose key is over; it goes on where it stood, once somebody answers for it. */
  private async authorised(webhook: WatchedWebhook): Promise<Watched | undefined> {
    const identity = await this.parts.authority(webhook.changedBy);
    const objection = webhookObjection(identity);
    if (objection !== undefined) {
      await disableWebhook(this.parts.pool, webhook.id, 'not-authorised', objection);
    }
    if (objection !== undefined || identity === undefined) return undefined;
    return { webhook, companies: reachOf(webhook.companies ?? undefined, identity) };
  }

  private async changes({ webhook, companies }: Watched, moment: AsOf) {
    const { pool, views } = this.parts;
    let at = webhook;
    let room = PENDING_MAX - webhook.pending;
    let isNews = false;
    while (room > 0 && isBefore(at.place, moment)) {
      const search = { limit: Math.min(room, CHANGES_AT_ONCE_MAX), after: at.place };
      const { messages, next } = await views.within(companies, () =>
        changeMessages(views, at, moment, search),
      );
      const place = next ?? endOf(moment);
      if (messages.length === 0 && next === undefined && !isWorthNoting(at.place, place)) break;
      if (!(await noteAnnounced(pool, at, messages, { place }))) break;
      at = { ...at, place };
      room -= messages.length;
      isNews ||= messages.length > 0;
      if (next === undefined) break;
    }
    return { webhook: at, isNews };
  }

  /** What a subject changed that had been left out, as far as its place has been passed. */
  private async makeUpFor(
    { webhook, companies }: Watched,
    returned: Returned,
    moment: AsOf,
  ): Promise<void> {
    const { pool, views } = this.parts;
    const { place, madeAt } = webhook;
    if (place.position < returned.position) return;
    const passed = { validAt: min(place.at, moment.validAt), knownAt: place.position };
    const since = { position: returned.position - 1, since: madeAt.toISOString() };
    for (const company of returned.companies) {
      let after: ChangePlace | undefined;
      do {
        const search = { company, ...since, limit: CHANGES_AT_ONCE_MAX, ...(after && { after }) };
        const found = await views.within(companies, () =>
          changeMessages(views, webhook, passed, search),
        );
        await noteBelated(pool, webhook.id, found.messages);
        after = found.next;
      } while (after !== undefined);
    }
  }
}

/** After every change up to a moment. */
function endOf({ validAt, knownAt }: AsOf): ChangePlace {
  return { position: knownAt, at: validAt, subject: '~', obligation: '' };
}

function isBefore({ position, at }: ChangePlace, { validAt, knownAt }: AsOf): boolean {
  return position <= knownAt && Date.parse(at) <= Date.parse(validAt);
}

/** Without news a place is noted now and then only: whoever begins at an older one finds the same. */
function isWorthNoting(before: ChangePlace, after: ChangePlace): boolean {
  const passedMs = Date.parse(after.at) - Date.parse(before.at);
  return before.position !== after.position || passedMs > PLACE_NOTED_MS;
}

function min(one: string, other: string): string {
  return Date.parse(one) < Date.parse(other) ? one : other;
}
