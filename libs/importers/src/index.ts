export type { ReportedRow } from './filings/filing.js';
export { importFile } from './import-file.js';
export type { ImportContext } from './import-context.js';
export type { FileKind, ImportProgress, ImportReport } from './import-report.js';
export { FILE_BYTES_MAX } from './reading/imported-file.js';
export type { ImportedFile } from './reading/imported-file.js';
export { UnreadableFile } from './reading/unreadable-file.js';
export type { UnreadableReason } from './reading/unreadable-file.js';
