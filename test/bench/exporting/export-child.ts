import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registers, STATUS_VIEWS, statusTable } from '#libs/compliance';
import { copyRows, createPool, openDatabase } from '#libs/database';
import type { Statement } from '#libs/database';
import { datasetNamed, exportsOf } from '#libs/exports';
import { Ledger } from '#libs/ledger';
import { loadConfig } from '#libs/runtime';
import { tableStatement } from '../../../libs/exports/src/writing/table-statement.js';
import { timed } from '../measuring.js';

/** What one process measured, in its own memory. */
export interface ExportMeasured {
  readonly rows: number;
  readonly bytes: number;
  readonly ms: number;
  /** Resident, at most. */
  readonly megabytes: number;
}

const TIME_ZONE = 'Asia/Shanghai';
const KIB_PER_MIB = 1_024;
const BARE_ROWS = `select * from compliance.compliance_status
where valid_from <= $1::timestamptz and $1::timestamptz < valid_to
  and known_from <= $2::bigint and $2::bigint < known_to`;

/**
 * Writes all statuses of the ledger that the settings name once, or reads what PostgreSQL gives for
 * the same statement (`copy`), or for the bare table (`bare`), and throws it away.
 */
const [, , what = 'data'] = process.argv;
const database = await openDatabase(loadConfig(process.env));
const pool = createPool({ url: database.url, role: 'edict_app', applicationName: 'bench' });
const ledger = new Ledger(pool);
const folder = await mkdtemp(join(tmpdir(), 'edict-bench-export-'));
try {
  process.stdout.write(JSON.stringify(await measured()));
} finally {
  await rm(folder, { recursive: true });
  await ledger.close();
  await pool.end();
  await database.close();
}

async function measured(): Promise<ExportMeasured> {
  const registers = new Registers(pool, ledger, { timeZone: TIME_ZONE });
  const asOf = await registers.asOf('2026-06-01', undefined, STATUS_VIEWS);
  const counted = { rows: 0, bytes: 0 };
  const ms = await timed(async () => {
    if (what === 'copy') counted.bytes = await drained(statusStatement(asOf));
    else if (what === 'bare') {
      counted.bytes = await drained({ text: BARE_ROWS, values: [asOf.validAt, asOf.knownAt] });
    } else Object.assign(counted, await written(asOf, what === 'excel' ? 'excel' : 'data'));
  });
  return { ...counted, ms, megabytes: process.resourceUsage().maxRSS / KIB_PER_MIB };
}

type AsOf = Awaited<ReturnType<Registers['asOf']>>;

async function written({ validAt, knownAt: position }: AsOf, profile: 'data' | 'excel') {
  const question = { dataset: 'company-status', profile, mode: 'full' } as const;
  const writer = exportsOf(pool, ledger, { timeZone: TIME_ZONE });
  const { rows, files } = await writer.write(
    { ...question, asOf: { validAt, position } },
    join(folder, profile),
  );
  return { rows, bytes: files[0]?.bytes ?? 0 };
}

/** The statement that the export itself runs. */
function statusStatement({ validAt, knownAt }: AsOf): Statement {
  const dataset = datasetNamed('company-status');
  if (dataset === undefined) throw new Error('There is no such dataset.');
  const table = statusTable({ validAt, knownAt }, {});
  return tableStatement(table, dataset.columns, dataset.key, new Map());
}

async function drained(statement: Statement): Promise<number> {
  let bytes = 0;
  for await (const part of copyRows(pool, statement)) bytes += part.length;
  return bytes;
}
