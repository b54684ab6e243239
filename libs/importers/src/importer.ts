import type pg from 'pg';
import type { Ledger } from '#libs/ledger';
import type { Recorder } from '#libs/recording';
import { importFile } from './import-file.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import type { ImportedFile } from './reading/imported-file.js';
import { seedShipped } from './shipped/seed-shipped.js';
import type { SeedContext } from './shipped/seed-shipped.js';

/** Imports files and the shipped facts with the process's own recorder. */
export class Importer {
  constructor(
    private readonly recorder: Recorder,
    private readonly ledger: Ledger,
    private readonly pool: pg.Pool,
    private readonly timeZone: string,
  ) {}

  import(
    file: ImportedFile,
    options: Omit<ImportContext, 'recorder' | 'ledger' | 'timeZone'>,
  ): Promise<ImportReport> {
    const { recorder, ledger, timeZone } = this;
    return importFile(file, { ...options, recorder, ledger, timeZone });
  }

  seed(
    options: Omit<SeedContext, 'recorder' | 'ledger' | 'pool'> = {},
  ): Promise<readonly ImportReport[]> {
    const { recorder, ledger, pool } = this;
    return seedShipped({ ...options, recorder, ledger, pool });
  }
}
