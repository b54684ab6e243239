import type { FaultRow } from './row.js';
import { KILLED_API, KILLED_POSTGRES, KILLED_WORKER } from './rows/killed-processes.js';

/** Every row of the table of faults, in its order. */
export const ROWS: readonly FaultRow[] = [KILLED_API, KILLED_WORKER, KILLED_POSTGRES];
