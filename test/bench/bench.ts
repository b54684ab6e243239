import type { BenchPostgres } from './postgres.js';
import type { Report, Say } from './report.js';

/** Where and how thoroughly the rows are measured, and who is told of them. */
export interface Bench {
  readonly postgres: BenchPostgres;
  readonly isQuick: boolean;
  readonly say: Say;
  readonly report: Report;
}
