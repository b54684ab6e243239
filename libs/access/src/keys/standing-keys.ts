import type pg from 'pg';
import { sql } from '#libs/database';
import type { Identity } from '../identity.js';
import { CONFIGURED_IDENTITY } from './api-keys.js';
import type { ApiKeysOptions } from './api-keys.js';
import { identityOf } from './key-grant.js';
import type { ReachColumns } from './key-grant.js';

const STANDING_KEY = sql(import.meta.url, './standing-key.sql');
const ACTOR = /^key:([a-z0-9]+)$/;

/** Who somebody is now that asked for something earlier: a schedule acts long after the request. */
export class StandingKeys {
  constructor(
    private readonly pool: pg.Pool,
    private readonly options: ApiKeysOptions = {},
  ) {}

  /** Undefined where the key is revoked or over, or no longer in the settings. */
  async identity(actor: string): Promise<Identity | undefined> {
    if (actor === CONFIGURED_IDENTITY.actor) {
      return this.options.adminKey === undefined ? undefined : CONFIGURED_IDENTITY;
    }
    const id = ACTOR.exec(actor)?.[1];
    if (id === undefined) return undefined;
    const { rows } = await this.pool.query<ReachColumns>(STANDING_KEY, [id]);
    return rows[0] && identityOf(id, rows[0]);
  }
}
