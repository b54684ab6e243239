import {
  Companies,
  Deadlines,
  Registers,
  StatusChanges,
  Statuses,
  TotalledLists,
  Watermarking,
} from '#libs/compliance';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { ExportWriter } from './writing/export-writer.js';

export interface ExportsOptions {
  /** IANA, in which bare dates are read. */
  readonly timeZone: string;
}

/** A writer of exports that reads with whatever role the pool has. */
export function exportsOf(
  pool: pg.Pool,
  ledger: Ledger,
  { timeZone }: ExportsOptions,
): ExportWriter {
  const registers = new Registers(pool, ledger, { timeZone });
  const statuses = new Statuses(pool, ledger);
  return new ExportWriter({
    pool,
    timeZone,
    registers,
    lists: new TotalledLists(registers, statuses),
    companies: new Companies(pool, ledger, registers, statuses),
    watermarking: new Watermarking(pool, registers, statuses),
    deadlines: new Deadlines(pool, ledger, { timeZone }),
    changes: new StatusChanges(pool, ledger),
  });
}
