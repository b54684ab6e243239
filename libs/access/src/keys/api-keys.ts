import type pg from 'pg';
import { inTransaction, sql } from '#libs/database';
import { hashOf, idOf, matches, newApiKey } from './api-key.js';

export interface Identity {
  /** Who acts, as it stands in recorded events: `key:<id>`. */
  readonly actor: string;
  readonly keyId: string;
}

export interface ApiKeysOptions {
  /** The key of the settings; it is valid as long as it stands there and is never stored. */
  readonly adminKey?: string;
}

/** A use is written down at most this often per key. */
export const USE_MARKED_EVERY_S = 60;
const CONFIGURED_KEY_ID = 'admin';
/** Any number that no other lock of Edict uses; held by whoever makes the first key. */
const FIRST_KEY_LOCK = 72_110_004;

const FIND_KEY = sql(import.meta.url, './find-key.sql');
const MARK_USED = sql(import.meta.url, './mark-used.sql');
const LOCK_FIRST_KEY = sql(import.meta.url, './lock-first-key.sql');
const ANY_KEY = sql(import.meta.url, './any-key.sql');
const INSERT_KEY = sql(import.meta.url, './insert-key.sql');

/** The keys that requests are let in by. */
export class ApiKeys {
  readonly #configured: Buffer | undefined;

  constructor(
    private readonly pool: pg.Pool,
    { adminKey }: ApiKeysOptions = {},
  ) {
    this.#configured = adminKey === undefined ? undefined : hashOf(adminKey);
  }

  /** Whose key this is, or undefined for a key that is unknown, wrong or revoked. */
  async authenticate(bearer: string): Promise<Identity | undefined> {
    if (this.#configured && matches(bearer, this.#configured)) return identity(CONFIGURED_KEY_ID);
    const id = idOf(bearer);
    return id !== undefined && (await this.#proves(id, bearer)) ? identity(id) : undefined;
  }

  /**
   * Makes sure that somebody can get in. Where no key is configured or stored yet, makes one and
   * returns it: this is the only moment at which it can be shown.
   */
  async ensureAdminKey(): Promise<string | undefined> {
    if (this.#configured) return undefined;
    return inTransaction(this.pool, async (transaction) => {
      await transaction.query(LOCK_FIRST_KEY, [FIRST_KEY_LOCK]);
      const { rows } = await transaction.query<{ found: boolean }>(ANY_KEY);
      if (rows[0]?.found) return undefined;
      const key = newApiKey();
      await transaction.query(INSERT_KEY, [key.id, key.hash, 'first key']);
      return key.text;
    });
  }

  async #proves(id: string, bearer: string): Promise<boolean> {
    const { rows } = await this.pool.query<{ hash: Buffer; unmarked: boolean }>(FIND_KEY, [
      id,
      USE_MARKED_EVERY_S,
    ]);
    const [stored] = rows;
    if (!stored || !matches(bearer, stored.hash)) return false;
    if (stored.unmarked) await this.pool.query(MARK_USED, [id]);
    return true;
  }
}

function identity(keyId: string): Identity {
  return { actor: `key:${keyId}`, keyId };
}
