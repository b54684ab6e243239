import type { FaultRow } from './row.js';
import { CLIENT_CONNECTIONS, DATABASE_CONNECTIONS } from './rows/disturbed-connections.js';
import { FAILING_FSYNC } from './rows/failing-fsync.js';
import { FULL_DISK } from './rows/full-disk.js';
import { HELD_HEAD, SLOW_READER } from './rows/held-head.js';
import { JUMPING_CLOCK } from './rows/jumping-clock.js';
import { KILLED_API, KILLED_POSTGRES, KILLED_WORKER } from './rows/killed-processes.js';
import { OLDER_BACKUP } from './rows/older-backup.js';
import { POISON_EVENT } from './rows/poison-event.js';
import { REBUILD_WHILE_WRITING } from './rows/rebuild-while-writing.js';
import { REPLAY_ELSEWHERE } from './rows/replay-elsewhere.js';
import { TWO_WORKERS } from './rows/two-workers.js';

/** Every row of the table of faults, in its order. */
export const ROWS: readonly FaultRow[] = [
  KILLED_API,
  KILLED_WORKER,
  KILLED_POSTGRES,
  ...DATABASE_CONNECTIONS,
  ...CLIENT_CONNECTIONS,
  FULL_DISK,
  FAILING_FSYNC,
  JUMPING_CLOCK,
  HELD_HEAD,
  SLOW_READER,
  POISON_EVENT,
  TWO_WORKERS,
  OLDER_BACKUP,
  REBUILD_WHILE_WRITING,
  REPLAY_ELSEWHERE,
];
