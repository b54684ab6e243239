export { CSV_PROFILES } from './csv/cell.js';
export type { CsvProfile } from './csv/cell.js';
export { columnsOf } from './csv/columns.js';
export type { Column } from './csv/columns.js';
export { csvStream } from './csv/csv-stream.js';
