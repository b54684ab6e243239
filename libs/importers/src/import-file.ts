import { importCancellations } from './import-cancellations.js';
import { isCancellationTable } from './cancellations/cancellation-list.js';
import { findFilingTable } from './filings/filing-list.js';
import type { ImportContext } from './import-context.js';
import { importEventTable, isEventTable } from './import-event-table.js';
import { importEvents, looksLikeJson } from './import-events.js';
import { importFilings } from './import-filings.js';
import type { ImportReport } from './import-report.js';
import { importRulePacks } from './import-rule-packs.js';
import { readCsv } from './reading/csv-table.js';
import { FILE_BYTES_MAX } from './reading/imported-file.js';
import type { ImportedFile } from './reading/imported-file.js';
import { UnreadableFile } from './reading/unreadable-file.js';
import { readWordDocument } from './reading/word-document.js';
import { looksLikeZip } from './reading/zip-entries.js';
import { looksLikeRulePack } from './rule-packs/read-packs.js';

/**
 * Imports a file of any kind that Edict knows, recognised by its content. What can be taken goes
 * in, every other row is reported; importing the same again adds nothing. A rule pack goes in whole
 * or not at all.
 * @throws UnreadableFile where the file as a whole says nothing; then nothing was recorded
 * @throws RefusedPacks where a rule pack has a problem; then nothing was recorded
 * @throws LedgerUnavailable with the records so far in: importing again completes it
 */
export async function importFile(
  file: ImportedFile,
  context: ImportContext,
): Promise<ImportReport> {
  if (file.bytes.length > FILE_BYTES_MAX) {
    throw new UnreadableFile('too-large', `The file has more than ${FILE_BYTES_MAX} bytes.`);
  }
  if (looksLikeZip(file.bytes)) return importWordDocument(file, context);
  if (looksLikeRulePack(file)) return importRulePack(file, context);
  if (looksLikeJson(file.bytes)) return importEvents(file, context);
  if (file.bytes.includes(0)) {
    throw new UnreadableFile(
      'unknown-format',
      'The file is no .docx, CSV, YAML or JSON. ' +
        'Edict reads CAC lists (.docx, .csv), tables of events (.csv), rule packs (.yaml) and ' +
        'CloudEvents.',
    );
  }
  return importCsv(file, context);
}

async function importWordDocument(
  file: ImportedFile,
  context: ImportContext,
): Promise<ImportReport> {
  const { tables, savedAt } = await readWordDocument(file.bytes);
  const table = findFilingTable(tables);
  if (table === undefined) {
    throw new UnreadableFile('unknown-header', 'No table has the headings of a filing list.');
  }
  return importFilings(file, { table, savedAt }, context);
}

async function importRulePack(file: ImportedFile, context: ImportContext): Promise<ImportReport> {
  const [report] = await importRulePacks([file], context);
  if (report === undefined) throw new Error('A pack that was imported has a report.');
  context.onProgress?.({ file: file.name, done: report.rows, total: report.rows });
  return report;
}

async function importCsv(file: ImportedFile, context: ImportContext): Promise<ImportReport> {
  const table = readCsv(file.bytes);
  if (isEventTable(table)) return importEventTable(file, context);
  if (isCancellationTable(table)) return importCancellations(file, table, context);
  return importFilings(file, { table }, context);
}
