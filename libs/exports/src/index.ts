export { CSV_PROFILES } from './csv/cell.js';
export type { CsvProfile } from './csv/cell.js';
export { columnsOf } from './csv/columns.js';
export type { Column, Datatype } from './csv/columns.js';
export { csvStream } from './csv/csv-stream.js';
export { CALENDAR_LANGUAGES } from './calendar/calendar-words.js';
export type { CalendarLanguage } from './calendar/calendar-words.js';
export { deadlineCalendar } from './calendar/deadline-calendar.js';
export { CloudEvent } from './datasets/cloud-event.js';
export { EXPORT_LANGUAGES } from './datasets/dataset.js';
export type {
  Dataset,
  DatasetColumn,
  DatasetFilter,
  ExportLanguage,
  ExportMoment,
  FilterValues,
} from './datasets/dataset.js';
export { DATASETS, datasetNamed } from './datasets/list.js';
export type { DatasetName } from './datasets/list.js';
export { OPERATIONS } from './records/difference.js';
export type { Operation } from './records/difference.js';
export { previousIn } from './writing/earlier-export.js';
export { FolderInUse, InvalidExport } from './writing/errors.js';
export type { ExportProblem } from './writing/errors.js';
export { checkDefinition, EXPORT_MODES } from './writing/export-question.js';
export type {
  ExportDefinition,
  ExportMode,
  ExportQuestion,
  PreviousExport,
} from './writing/export-question.js';
export { ExportWriter } from './writing/export-writer.js';
export type { WriteOptions, WrittenExport } from './writing/export-writer.js';
export { MANIFEST_FILE, SUMS_FILE } from './writing/manifest.js';
export type { Manifest, RunTold, WrittenFile } from './writing/manifest.js';
export { exportsOf } from './exports-of.js';
export type { ExportsOptions } from './exports-of.js';
export { ExportsModule } from './exports.module.js';
