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
export {
  DELIVERIES_MAX,
  DELIVERY_KINDS,
  EXPORTS_MAX,
  GRACE_MINUTES_MAX,
  GRACE_MINUTES_UNASKED,
  MISSED_RUNS,
  RETENTION_DAYS_MAX,
  RETENTION_RUNS_MAX,
  RETENTION_UNASKED,
} from './definitions/export-terms.js';
export type {
  Delivery,
  DeliveryKind,
  ExportTerms,
  MissedRuns,
  Retention,
  StoredExport,
} from './definitions/export-terms.js';
export { Definitions } from './definitions/definitions.js';
export type { SavedExport } from './definitions/definitions.js';
export { FOLDER_PATH_LENGTH_MAX, segmentsOf } from './delivering/folder-path.js';
export { FINAL_STATES, RUN_STATES, TARGET_STATES } from './runs/export-run.js';
export type { ExportRun, RunProblem, RunState, RunTarget, TargetState } from './runs/export-run.js';
export { ChainPassed, Runs } from './runs/runs.js';
export { cronProblem } from './scheduling/cron-times.js';
export { loadCalendars } from './scheduling/load-calendars.js';
export {
  lastNominalTime,
  NEXT_RUNS_SHOWN,
  nextRuns,
  nominalTimes,
} from './scheduling/nominal-times.js';
export type { KnownCalendars, NextRuns } from './scheduling/nominal-times.js';
export { TIME_OF_DAY, WORKING_DAY_MAX } from './scheduling/schedule.js';
export type { Schedule, WorkingDayTerm } from './scheduling/schedule.js';
export { ExportWorker } from './working/export-worker.js';
export type { ExportWorkerOptions } from './working/export-worker.js';
export { KeptFiles } from './working/kept-files.js';
export type { Authority } from './working/run-attempt.js';
export { exportObjection } from './working/export-objection.js';
export { ExportWatchdog, WATCHED_EVERY_MS } from './watching/export-watchdog.js';
export type { OverdueExport } from './watching/overdue-exports.js';
