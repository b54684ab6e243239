import type pg from 'pg';
import { sql } from '#libs/database';
import { matches } from '../keys/api-key.js';
import { isFeedAddress, newFeedSecret } from './feed-secret.js';

/** What a feed shows, as it was asked for. */
export interface FeedContent {
  readonly company?: string;
  readonly within: string;
  readonly kind?: string;
  readonly status?: string;
  readonly language: string;
}

export interface CalendarFeed extends FeedContent {
  readonly id: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly lastUsedAt?: Date;
}

export interface NewCalendarFeed extends CalendarFeed {
  /** Shown now and never again. */
  readonly secret: string;
}

/** More than anybody looks after. */
export const CALENDAR_FEEDS_MAX = 1_000;
/** A use is written down at most this often per feed. */
export const FEED_USE_MARKED_EVERY_S = 60;

const INSERT_FEED = sql(import.meta.url, './insert-feed.sql');
const LIST_FEEDS = sql(import.meta.url, './list-feeds.sql');
const FIND_FEED = sql(import.meta.url, './find-feed.sql');
const MARK_FEED_USED = sql(import.meta.url, './mark-feed-used.sql');
const REVOKE_FEED = sql(import.meta.url, './revoke-feed.sql');

interface ContentColumns {
  readonly company: string | null;
  readonly within: string;
  readonly kind: string | null;
  readonly status: string | null;
  readonly language: string;
}

interface FeedColumns extends ContentColumns {
  readonly id: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly lastUsedAt: Date | null;
}

interface FoundColumns extends ContentColumns {
  readonly hash: Buffer;
  readonly unmarked: boolean;
}

/** Calendars that programs read without a key, each at an address that nobody can guess. */
export class CalendarFeeds {
  constructor(private readonly pool: pg.Pool) {}

  /** Absent where there are as many as there may be. */
  async create(content: FeedContent, createdBy: string): Promise<NewCalendarFeed | undefined> {
    const { id, secret, hash } = newFeedSecret();
    const { company, within, kind, status, language } = content;
    const { rows } = await this.pool.query<{ createdAt: Date }>(INSERT_FEED, [
      id,
      hash,
      company,
      within,
      kind,
      status,
      language,
      createdBy,
      CALENDAR_FEEDS_MAX,
    ]);
    const [made] = rows;
    return made && { ...content, id, secret, createdBy, createdAt: made.createdAt };
  }

  /** Those that are not revoked, oldest first; what they are read by is nowhere in them. */
  async list(): Promise<readonly CalendarFeed[]> {
    const { rows } = await this.pool.query<FeedColumns>(LIST_FEEDS, [CALENDAR_FEEDS_MAX]);
    return rows.map(feedOf);
  }

  /** What the feed at an address shows; absent where the address is not, or no longer, one. */
  async find(id: string, secret: string): Promise<FeedContent | undefined> {
    if (!isFeedAddress(id, secret)) return undefined;
    const { rows } = await this.pool.query<FoundColumns>(FIND_FEED, [id, FEED_USE_MARKED_EVERY_S]);
    const [found] = rows;
    if (!found || !matches(secret, found.hash)) return undefined;
    if (found.unmarked) await this.pool.query(MARK_FEED_USED, [id]);
    return contentOf(found);
  }

  /** Whether there was such a feed to revoke. */
  async revoke(id: string): Promise<boolean> {
    if (id.includes('\0')) return false;
    const { rowCount } = await this.pool.query(REVOKE_FEED, [id]);
    return rowCount === 1;
  }
}

function feedOf({ id, createdAt, createdBy, lastUsedAt, ...content }: FeedColumns): CalendarFeed {
  return {
    id,
    ...contentOf(content),
    createdAt,
    createdBy,
    ...(lastUsedAt === null ? {} : { lastUsedAt }),
  };
}

function contentOf({ company, within, kind, status, language }: ContentColumns): FeedContent {
  return {
    ...(company === null ? {} : { company }),
    within,
    ...(kind === null ? {} : { kind }),
    ...(status === null ? {} : { status }),
    language,
  };
}
