import { isDeepStrictEqual } from 'node:util';
import { inTransaction, sql } from '#libs/database';
import { newWebhookSecret, secretText } from '#libs/outbound';
import type pg from 'pg';
import { storedExport, valuesOf } from './definition-columns.js';
import type { DefinitionColumns } from './definition-columns.js';
import { EXPORTS_MAX } from './export-terms.js';
import type { ExportTerms, StoredExport } from './export-terms.js';
import { newExportId } from './identifiers.js';

const INSERT_DEFINITION = sql(import.meta.url, './insert-definition.sql');
const CHANGE_DEFINITION = sql(import.meta.url, './change-definition.sql');
const LIST_DEFINITIONS = sql(import.meta.url, './list-definitions.sql');
const FIND_DEFINITION = sql(import.meta.url, './find-definition.sql');
const LOCK_DEFINITION = sql(import.meta.url, './lock-definition.sql');
const DELETE_DEFINITION = sql(import.meta.url, './delete-definition.sql');
const END_RUNS_OF = sql(import.meta.url, './end-runs-of.sql');
const INSERT_SECRET = sql(import.meta.url, './insert-secret.sql');

export interface SavedExport {
  readonly stored: StoredExport;
  /** What its webhooks are signed with, the first time that it has one. It is shown only now. */
  readonly webhookSecret?: string;
}

/** The definitions of exports, as whoever asks for them sees them. */
export class Definitions {
  constructor(private readonly pool: pg.Pool) {}

  /** Absent where there are as many as there may be. */
  async create(terms: ExportTerms, actor: string): Promise<SavedExport | undefined> {
    return inTransaction(this.pool, async (client) => {
      const values = [...valuesOf(terms), newExportId(), actor, EXPORTS_MAX];
      const { rows } = await client.query<DefinitionColumns>(INSERT_DEFINITION, values);
      return rows[0] && saved(client, storedExport(rows[0]));
    });
  }

  /** Oldest first. */
  async list(): Promise<readonly StoredExport[]> {
    const { rows } = await this.pool.query<DefinitionColumns>(LIST_DEFINITIONS, [EXPORTS_MAX]);
    return rows.map(storedExport);
  }

  async find(id: string): Promise<StoredExport | undefined> {
    if (id.includes('\0')) return undefined;
    const { rows } = await this.pool.query<DefinitionColumns>(FIND_DEFINITION, [id]);
    return rows[0] && storedExport(rows[0]);
  }

  /**
   * Changes an export; nominal times of a schedule that is new, or on again, count from now on.
   * Absent where there is none. What `changed` throws changes nothing.
   */
  async change(
    id: string,
    changed: (before: StoredExport) => ExportTerms | Promise<ExportTerms>,
    actor: string,
  ): Promise<SavedExport | undefined> {
    if (id.includes('\0')) return undefined;
    return inTransaction(this.pool, async (client) => {
      const locked = await client.query<DefinitionColumns>(LOCK_DEFINITION, [id]);
      if (locked.rows[0] === undefined) return undefined;
      const before = storedExport(locked.rows[0]);
      const terms = await changed(before);
      const asksAnew = !isDeepStrictEqual(terms.asked, before.asked);
      const values = [...valuesOf(terms), id, actor, asksAnew, isRescheduled(before, terms)];
      const { rows } = await client.query<DefinitionColumns>(CHANGE_DEFINITION, values);
      return rows[0] && saved(client, storedExport(rows[0]));
    });
  }

  /** Ends an export and the runs of it that are under way; false where there is none. */
  async remove(id: string): Promise<boolean> {
    if (id.includes('\0')) return false;
    return inTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query(DELETE_DEFINITION, [id]);
      if (rowCount !== 1) return false;
      await client.query(END_RUNS_OF, [id]);
      return true;
    });
  }
}

/** The secret is made with the first webhook and stays for good. */
async function saved(client: pg.PoolClient, stored: StoredExport): Promise<SavedExport> {
  if (!stored.deliveries.some(({ kind }) => kind === 'webhook')) return { stored };
  const secret = newWebhookSecret();
  const { rowCount } = await client.query(INSERT_SECRET, [stored.id, secret]);
  return rowCount === 1 ? { stored, webhookSecret: secretText(secret) } : { stored };
}

function isRescheduled(before: StoredExport, terms: ExportTerms): boolean {
  const isOnAgain = terms.enabled && !before.enabled;
  return isOnAgain || !isDeepStrictEqual(terms.schedule, before.schedule);
}
