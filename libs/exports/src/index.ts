export { CSV_PROFILES } from './csv/cell.js';
export type { CsvProfile } from './csv/cell.js';
export { columnsOf } from './csv/columns.js';
export type { Column } from './csv/columns.js';
export { csvStream } from './csv/csv-stream.js';
export { CALENDAR_LANGUAGES } from './calendar/calendar-words.js';
export type { CalendarLanguage } from './calendar/calendar-words.js';
export { deadlineCalendar } from './calendar/deadline-calendar.js';
