import type { BenchPostgres } from './postgres.js';
import type { Say } from './subject.js';

/** Where and how thoroughly the rows are measured. */
export interface Bench {
  readonly postgres: BenchPostgres;
  readonly isQuick: boolean;
  readonly say: Say;
}
