import type pg from 'pg';
import { inTransaction, sql } from '#libs/database';
import type { Identity } from '../identity.js';
import { hashOf, matches } from '../keys/api-key.js';
import { CONFIGURED_IDENTITY } from '../keys/api-keys.js';
import type { ApiKeysOptions } from '../keys/api-keys.js';
import { StandingKeys } from '../keys/standing-keys.js';
import type { BrowserSecret } from './browser-secret.js';
import { browserSecretIn, newBrowserSecret } from './browser-secret.js';

export const SIGN_IN_LINK_GOOD_S = 15 * 60;
/** At once, of one key. */
export const SIGN_IN_LINKS_MAX = 20;
export const SESSION_GOOD_S = 12 * 3_600;
/** A session that was not used for so long is over. */
export const SESSION_IDLE_S = 3_600;
/** At once, of one key; one more ends the oldest. */
export const SESSIONS_MAX = 100;
/** A use is written down at most this often per session. */
export const SESSION_USE_MARKED_EVERY_S = 60;

const INSERT_LINK = sql(import.meta.url, './insert-link.sql');
const FIND_LINK = sql(import.meta.url, './find-link.sql');
const TAKE_LINK = sql(import.meta.url, './take-link.sql');
const FORGET_LINKS = sql(import.meta.url, './forget-links.sql');
const INSERT_SESSION = sql(import.meta.url, './insert-session.sql');
const FIND_SESSION = sql(import.meta.url, './find-session.sql');
const MARK_SESSION_USED = sql(import.meta.url, './mark-session-used.sql');
const LIST_SESSIONS = sql(import.meta.url, './list-sessions.sql');
const END_SESSION = sql(import.meta.url, './end-session.sql');
const FORGET_SESSIONS = sql(import.meta.url, './forget-sessions.sql');

export interface SignInLink {
  /** What signs a browser in, once; shown now and never again. */
  readonly text: string;
  readonly expiresAt: Date;
}

export interface BrowserSession {
  readonly id: string;
  readonly createdAt: Date;
  /** To the minute. */
  readonly usedAt: Date;
  readonly endsAt: Date;
}

export interface NewSession extends BrowserSession {
  /** What the browser keeps; shown now and never again. */
  readonly text: string;
  readonly identity: Identity;
}

interface ProvingColumns {
  readonly keyId: string;
  readonly hash: Buffer;
}

/**
 * Browsers that act for a key without having it: by a link that is good once and for minutes they
 * get a session. Whatever happens to the key happens to its sessions with their next request.
 */
export class BrowserSessions {
  readonly #keys: StandingKeys;

  constructor(
    private readonly pool: pg.Pool,
    private readonly options: ApiKeysOptions = {},
  ) {
    this.#keys = new StandingKeys(pool, options);
  }

  /** Absent where the key has as many links as it may have. */
  async makeLink(keyId: string): Promise<SignInLink | undefined> {
    const made = newBrowserSecret();
    const hash = hashOf(this.#proofOf(made, keyId));
    await this.pool.query(FORGET_LINKS);
    const values = [made.id, hash, keyId, SIGN_IN_LINK_GOOD_S, SIGN_IN_LINKS_MAX];
    const { rows } = await this.pool.query<{ expiresAt: Date }>(INSERT_LINK, values);
    return rows[0] && { text: made.text, expiresAt: rows[0].expiresAt };
  }

  /**
   * Uses a link up. Undefined where it is none, was used, is over, or its key does not stand any
   * more. Where the key has as many sessions as it may have, the oldest ends.
   */
  async begin(link: string): Promise<NewSession | undefined> {
    const given = browserSecretIn(link);
    if (given === undefined) return undefined;
    const { rows } = await this.pool.query<ProvingColumns>(FIND_LINK, [given.id]);
    const identity = await this.#proved(given, rows[0]);
    if (identity?.keyId === undefined) return undefined;
    return this.#exchange(given, identity.keyId, identity);
  }

  /** Whose session it is; undefined where it is none, has ended, or its key does not stand any more. */
  async authenticate(text: string): Promise<Identity | undefined> {
    const given = browserSecretIn(text);
    if (given === undefined) return undefined;
    const values = [given.id, SESSION_USE_MARKED_EVERY_S, SESSION_IDLE_S];
    const { rows } = await this.pool.query<ProvingColumns & { readonly unmarked: boolean }>(
      FIND_SESSION,
      values,
    );
    const identity = await this.#proved(given, rows[0]);
    if (identity === undefined) return undefined;
    if (rows[0]?.unmarked) await this.pool.query(MARK_SESSION_USED, [given.id]);
    return { ...identity, sessionId: given.id };
  }

  /** Those of a key that have not ended, oldest first. */
  async list(keyId: string): Promise<readonly BrowserSession[]> {
    const values = [keyId, SESSION_IDLE_S, SESSIONS_MAX];
    return (await this.pool.query<BrowserSession>(LIST_SESSIONS, values)).rows;
  }

  /** Whether the key had such a session. */
  async end(id: string, keyId: string): Promise<boolean> {
    if (id.includes('\0')) return false;
    const { rowCount } = await this.pool.query(END_SESSION, [id, keyId]);
    return rowCount === 1;
  }

  async #exchange(
    link: BrowserSecret,
    keyId: string,
    identity: Identity,
  ): Promise<NewSession | undefined> {
    const { id, text, ...made } = newBrowserSecret();
    const hash = hashOf(this.#proofOf(made, keyId));
    return inTransaction(this.pool, async (transaction) => {
      // Of two that use one link at the same time, only one takes it.
      if ((await transaction.query(TAKE_LINK, [link.id])).rowCount !== 1) return undefined;
      await transaction.query(FORGET_SESSIONS, [SESSION_IDLE_S, keyId, SESSIONS_MAX - 1]);
      const values = [id, hash, keyId, SESSION_GOOD_S];
      const { rows } = await transaction.query<Omit<BrowserSession, 'id'>>(INSERT_SESSION, values);
      if (rows[0] === undefined) throw new Error('A session that was inserted has no row.');
      return { id, ...rows[0], text, identity: { ...identity, sessionId: id } };
    });
  }

  async #proved(given: BrowserSecret, stored?: ProvingColumns): Promise<Identity | undefined> {
    if (!stored || !matches(this.#proofOf(given, stored.keyId), stored.hash)) return undefined;
    return this.#keys.identity(`key:${stored.keyId}`);
  }

  /** The key of the settings has no row that ends with it: what it gave is good with it only. */
  #proofOf({ secret }: Pick<BrowserSecret, 'secret'>, keyId: string): string {
    const isConfigured = keyId === CONFIGURED_IDENTITY.keyId;
    return isConfigured ? `${secret} ${this.options.adminKey ?? ''}` : secret;
  }
}
