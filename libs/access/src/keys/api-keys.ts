import type pg from 'pg';
import { inTransaction, sql } from '#libs/database';
import type { Identity } from '../identity.js';
import { FIRST_KEY_ROLES } from '../roles.js';
import { hashOf, idOf, matches, newApiKey } from './api-key.js';
import type { ApiKey } from './api-key.js';
import { identityOf, storedKeyOf } from './key-grant.js';
import type { KeyColumns, KeyGrant, NewKey, ReachColumns, StoredKey } from './key-grant.js';

export interface ApiKeysOptions {
  /** The key of the settings; it is valid as long as it stands there and is never stored. */
  readonly adminKey?: string;
}

/** A use is written down at most this often per key. */
export const USE_MARKED_EVERY_S = 60;
/** More than anybody looks after. */
export const KEYS_MAX = 1_000;
const CONFIGURED_KEY_ID = 'admin';
/** Any number that no other lock of Edict uses; held by whoever makes a key. */
const KEYS_LOCK = 72_110_004;

const FIND_KEY = sql(import.meta.url, './find-key.sql');
const MARK_USED = sql(import.meta.url, './mark-used.sql');
const LOCK_KEYS = sql(import.meta.url, './lock-keys.sql');
const COUNT_KEYS = sql(import.meta.url, './count-keys.sql');
const INSERT_KEY = sql(import.meta.url, './insert-key.sql');
const LIST_KEYS = sql(import.meta.url, './list-keys.sql');
const REVOKE_KEY = sql(import.meta.url, './revoke-key.sql');

interface ProvingColumns extends ReachColumns {
  readonly hash: Buffer;
  readonly unmarked: boolean;
}

/** The keys that requests are let in by. */
export class ApiKeys {
  readonly #configured: Buffer | undefined;

  constructor(
    private readonly pool: pg.Pool,
    { adminKey }: ApiKeysOptions = {},
  ) {
    this.#configured = adminKey === undefined ? undefined : hashOf(adminKey);
  }

  /**
   * Whose key this is, or undefined for a key that is unknown, wrong, revoked or not usable now.
   * Nothing is remembered between two requests, so what is revoked is refused from the next on.
   */
  async authenticate(bearer: string): Promise<Identity | undefined> {
    if (this.#configured && matches(bearer, this.#configured)) return CONFIGURED_IDENTITY;
    const id = idOf(bearer);
    return id === undefined ? undefined : this.#proved(id, bearer);
  }

  /**
   * Makes sure that somebody can get in. Where no key is configured or stored yet, makes one and
   * returns it: this is the only moment at which it can be shown.
   */
  async ensureAdminKey(): Promise<string | undefined> {
    if (this.#configured) return undefined;
    return inTransaction(this.pool, async (transaction) => {
      if ((await keysLocked(transaction)) > 0) return undefined;
      const key = newApiKey();
      await insert(transaction, key, { name: 'first key', roles: FIRST_KEY_ROLES }, 'edict');
      return key.text;
    });
  }

  /** The id of the key of the settings, or of the one that Edict began with; absent where it is gone. */
  async firstKey(): Promise<string | undefined> {
    if (this.#configured) return CONFIGURED_KEY_ID;
    return (await this.list()).find(({ createdBy }) => createdBy === 'edict')?.id;
  }

  /** Whether another key may be made. */
  async haveRoom(): Promise<boolean> {
    const { rows } = await this.pool.query<{ count: number }>(COUNT_KEYS);
    return (rows[0]?.count ?? 0) < KEYS_MAX;
  }

  /** Lets a new key in from now on. Absent where there are as many as there may be. */
  async store(key: ApiKey, grant: KeyGrant, createdBy: string): Promise<NewKey | undefined> {
    return inTransaction(this.pool, async (transaction) => {
      if ((await keysLocked(transaction)) >= KEYS_MAX) return undefined;
      const createdAt = await insert(transaction, key, grant, createdBy);
      return { ...grant, id: key.id, key: key.text, createdAt, createdBy };
    });
  }

  /** Those that are not revoked, oldest first; what proves them is nowhere in them. */
  async list(): Promise<readonly StoredKey[]> {
    const { rows } = await this.pool.query<KeyColumns>(LIST_KEYS, [null, KEYS_MAX]);
    return rows.map(storedKeyOf);
  }

  /** A key that is not revoked. */
  async find(id: string): Promise<StoredKey | undefined> {
    if (id.includes('\0')) return undefined;
    const { rows } = await this.pool.query<KeyColumns>(LIST_KEYS, [id, 1]);
    return rows.map(storedKeyOf)[0];
  }

  /** Whether there was such a key to revoke. The next request with it is refused. */
  async revoke(id: string): Promise<boolean> {
    if (id.includes('\0')) return false;
    const { rowCount } = await this.pool.query(REVOKE_KEY, [id]);
    return rowCount === 1;
  }

  async #proved(id: string, bearer: string): Promise<Identity | undefined> {
    const values = [id, USE_MARKED_EVERY_S];
    const { rows } = await this.pool.query<ProvingColumns>(FIND_KEY, values);
    const [stored] = rows;
    if (!stored || !matches(bearer, stored.hash)) return undefined;
    if (stored.unmarked) await this.pool.query(MARK_USED, [id]);
    return identityOf(id, stored);
  }
}

export const CONFIGURED_IDENTITY: Identity = {
  actor: `key:${CONFIGURED_KEY_ID}`,
  keyId: CONFIGURED_KEY_ID,
  roles: FIRST_KEY_ROLES,
};

/** How many keys there are; nobody else makes one until the transaction ends. */
async function keysLocked(transaction: pg.ClientBase): Promise<number> {
  await transaction.query(LOCK_KEYS, [KEYS_LOCK]);
  const { rows } = await transaction.query<{ count: number }>(COUNT_KEYS);
  return rows[0]?.count ?? 0;
}

async function insert(
  transaction: pg.ClientBase,
  { id, hash }: ApiKey,
  { name, roles, companies, period, usableFrom, expiresAt }: KeyGrant,
  createdBy: string,
): Promise<Date> {
  const { rows } = await transaction.query<{ createdAt: Date }>(INSERT_KEY, [
    id,
    hash,
    name,
    roles,
    companies,
    period?.from,
    period?.to,
    usableFrom,
    expiresAt,
    createdBy,
  ]);
  const [made] = rows;
  if (made === undefined) throw new Error('A key that was inserted has no row.');
  return made.createdAt;
}
