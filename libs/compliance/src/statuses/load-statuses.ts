import type { BinaryRows } from '#libs/database';
import type { Known } from '../projection/knowledge.js';
import type { DutyRow } from './duty-row.js';

export const STATUS_COLUMNS = [
  'company',
  'subject',
  'obligation',
  'status',
  'rule_version',
  'due_at',
  'due_on',
  'provisional',
  'met_at',
  'because',
  'missing',
  'valid_from',
  'valid_to',
  'known_from',
  'known_to',
];

export function writeStatus(rows: BinaryRows, row: Known<DutyRow>): void {
  rows
    .row(STATUS_COLUMNS.length)
    .text(row.company)
    .text(row.subject)
    .text(row.obligation)
    .text(row.status)
    .integer(row.ruleVersion)
    .instant(row.dueAt)
    .day(row.dueOn)
    .boolean(row.provisional)
    .instant(row.metAt)
    .bigints(row.because)
    .texts(row.missing)
    .instant(row.validFrom)
    .instant(row.validTo)
    .bigint(row.knownFrom)
    .bigint(row.knownTo);
}
