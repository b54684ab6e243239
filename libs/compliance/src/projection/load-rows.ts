import type { BinaryRows } from '#libs/database';
import type { RecordedEvent } from '#libs/ledger';
import type { NewRow } from './stored-rows.js';
import { wordsOf } from './words-of.js';

export const REGISTER_COLUMNS = [
  'register',
  'subject',
  'key',
  'company',
  'row',
  'words',
  'valid_from',
  'valid_to',
  'known_from',
  'known_to',
];

export function writeRow(rows: BinaryRows, row: NewRow): void {
  rows
    .row(REGISTER_COLUMNS.length)
    .text(row.register)
    .text(row.subject)
    .text(row.key)
    .text(row.company)
    .text(row.row)
    .text(row.words)
    .instant(row.validFrom)
    .instant(row.validTo)
    .bigint(row.knownFrom)
    .bigint(row.knownTo);
}

export const WORD_COLUMNS = ['position', 'type', 'subject', 'words'];

export function writeWords(rows: BinaryRows, event: RecordedEvent): void {
  rows
    .row(WORD_COLUMNS.length)
    .bigint(event.position)
    .text(event.type)
    .text(event.subject)
    .text(wordsOf(event));
}
