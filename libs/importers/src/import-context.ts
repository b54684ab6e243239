import type { Ledger } from '#libs/ledger';
import type { Recorder } from '#libs/recording';
import type { ImportProgress } from './import-report.js';

/** What an import works with. */
export interface ImportContext {
  readonly recorder: Recorder;
  readonly ledger: Ledger;
  /** Who imports; recorded with every event. */
  readonly actor: string;
  /** IANA, in which tables of events give their days. */
  readonly timeZone?: string;
  /** Check everything, record nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}
