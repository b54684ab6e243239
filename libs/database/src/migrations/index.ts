import type { MigrationInterface } from 'typeorm';
import { Roles1764000000001 } from './1764000000001-roles.js';
import { Ledger1764000000002 } from './1764000000002-ledger.js';
import { Registers1764000000003 } from './1764000000003-registers.js';
import { Access1764000000004 } from './1764000000004-access.js';
import { Importers1764000000005 } from './1764000000005-importers.js';
import { Statuses1764000000006 } from './1764000000006-statuses.js';
import { Log1764000000020 } from './1764000000020-log.js';
import { CalendarFeeds1764000000030 } from './1764000000030-calendar-feeds.js';
import { DaysOfStatuses1764000000031 } from './1764000000031-days-of-statuses.js';
import { Papers1764000000032 } from './1764000000032-papers.js';
import { RegisterByParent1764000000040 } from './1764000000040-register-by-parent.js';
import { RegisterPairs1764000000041 } from './1764000000041-register-pairs.js';
import { RegisterRules1764000000042 } from './1764000000042-register-rules.js';
import { OpenStatuses1764000000043 } from './1764000000043-open-statuses.js';
import { Personal1764000000050 } from './1764000000050-personal.js';
import { AccessLog1764000000051 } from './1764000000051-access-log.js';
import { LogStreams1764000000055 } from './1764000000055-log-streams.js';
import { Exports1764000000060 } from './1764000000060-exports.js';
import { Jobs1764000000061 } from './1764000000061-jobs.js';
import { KeyRoles1764000000070 } from './1764000000070-key-roles.js';
import { Reach1764000000072 } from './1764000000072-reach.js';
import { RequestCounts1764000000075 } from './1764000000075-request-counts.js';
import { ExportOwners1764000000078 } from './1764000000078-export-owners.js';
import { Sessions1764000000084 } from './1764000000084-sessions.js';
import { RecordOrder1764000000085 } from './1764000000085-record-order.js';
import { Webhooks1764000000086 } from './1764000000086-webhooks.js';
import { Auditor1764000000090 } from './1764000000090-auditor.js';
import { StatusPairs1764000000092 } from './1764000000092-status-pairs.js';
import { StatusIndexes1764000000093 } from './1764000000093-status-indexes.js';

/** Every migration, oldest first. One that was released is never edited: the next one corrects it. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  Roles1764000000001,
  Ledger1764000000002,
  Registers1764000000003,
  Access1764000000004,
  Importers1764000000005,
  Statuses1764000000006,
  Log1764000000020,
  CalendarFeeds1764000000030,
  DaysOfStatuses1764000000031,
  Papers1764000000032,
  RegisterByParent1764000000040,
  RegisterPairs1764000000041,
  RegisterRules1764000000042,
  OpenStatuses1764000000043,
  Personal1764000000050,
  AccessLog1764000000051,
  LogStreams1764000000055,
  Exports1764000000060,
  Jobs1764000000061,
  KeyRoles1764000000070,
  Reach1764000000072,
  RequestCounts1764000000075,
  ExportOwners1764000000078,
  Sessions1764000000084,
  RecordOrder1764000000085,
  Webhooks1764000000086,
  Auditor1764000000090,
  StatusPairs1764000000092,
  StatusIndexes1764000000093,
];
