import type pg from 'pg';
import { sql } from '#libs/database';
import { importFile } from '../import-file.js';
import type { ImportContext } from '../import-context.js';
import type { ImportReport } from '../import-report.js';
import { importRulePacks } from '../import-rule-packs.js';
import { looksLikeRulePack } from '../rule-packs/read-packs.js';
import { shippedPacks } from './packs.js';
import type { ShippedPack } from './packs.js';

/** Who the facts that ship with Edict are recorded by. */
export const SHIPPED_ACTOR = 'edict:shipped';

const IMPORTED_PACKS = sql(import.meta.url, './imported-packs.sql');
const NOTE_PACK = sql(import.meta.url, './note-pack.sql');

export interface SeedContext extends Pick<ImportContext, 'recorder' | 'ledger' | 'onProgress'> {
  readonly pool: pg.Pool;
  /** Told of every pack that was imported, as it ends. */
  readonly onPack?: (pack: string, reports: readonly ImportReport[]) => void;
}

/**
 * Imports the facts that ship with Edict, pack by pack, as far as they are not imported yet. Safe
 * to run again after an interruption and by two processes at once: what is recorded stays one.
 */
export async function seedShipped(context: SeedContext): Promise<readonly ImportReport[]> {
  const packs = shippedPacks();
  const imported = await importedDigests(context.pool, packs);
  const all: ImportReport[] = [];
  for (const pack of packs.filter(({ sha256 }) => !imported.has(sha256))) {
    const reports = await importPack(pack, context);
    await context.pool.query(NOTE_PACK, [pack.sha256, pack.name]);
    context.onPack?.(pack.name, reports);
    all.push(...reports);
  }
  return all;
}

async function importPack(
  { files }: ShippedPack,
  { recorder, ledger, onProgress }: SeedContext,
): Promise<readonly ImportReport[]> {
  const reports: ImportReport[] = [];
  const context = { recorder, ledger, actor: SHIPPED_ACTOR, ...(onProgress && { onProgress }) };
  // Rules stand together: what amends any of them comes after all of them.
  if (files.every(looksLikeRulePack)) return importRulePacks(files, context);
  for (const file of files) reports.push(await importFile(file, context));
  return reports;
}

async function importedDigests(
  pool: pg.Pool,
  packs: readonly ShippedPack[],
): Promise<ReadonlySet<string>> {
  const digests = packs.map(({ sha256 }) => sha256);
  const { rows } = await pool.query<{ readonly sha256: string }>(IMPORTED_PACKS, [digests]);
  return new Set(rows.map(({ sha256 }) => sha256));
}
