import type { Deadline } from '#libs/compliance';
import { createHash } from 'node:crypto';
import { calendarText } from './calendar.js';
import type { CalendarEntry } from './calendar.js';
import { CALENDAR_WORDS } from './calendar-words.js';
import type { CalendarLanguage, CalendarWords } from './calendar-words.js';

const UID_LENGTH = 32;

/** Deadlines as a calendar of whole days. */
export function deadlineCalendar(
  deadlines: readonly Deadline[],
  language: CalendarLanguage,
  company?: string,
): string {
  const words = CALENDAR_WORDS[language];
  const name = company === undefined ? words.name : `${words.name}: ${company}`;
  const entries = deadlines.map((deadline) => entryOf(deadline, words, language));
  return calendarText({ name, description: words.description }, entries);
}

function entryOf(
  { row, place, revision, changedAt }: Deadline,
  words: CalendarWords,
  language: CalendarLanguage,
): CalendarEntry {
  const title = row.title[language];
  const [, subject = row.subject] = row.subject.split('/', 2);
  return {
    uid: uidOf(place),
    day: row.dueOn,
    summary: `${words.lead(row)}${title} (${subject})`,
    description: linesOf(row, words).join('\n'),
    categories: [row.status],
    sequence: revision,
    changedAt,
  };
}

/** One for each subject and obligation or case, whatever becomes of its day. */
function uidOf({ kind, subject, thing }: Deadline['place']): string {
  const name = createHash('sha256').update(`${kind}\n${subject}\n${thing}`).digest('hex');
  return `${name.slice(0, UID_LENGTH)}@edict`;
}

function linesOf(row: Deadline['row'], words: CalendarWords): readonly string[] {
  const { kind, status, company, subject, obligation, owner } = row;
  const positions = row.because.map(({ position }) => position).join(', ');
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.kind, words.kinds[kind]],
    [words.status, words.statuses[status]],
    [words.company, company],
    [words.subject, subject],
    [words.obligation, obligation],
    [words.case, row.case],
    [words.owner, owner],
    [words.because, positions],
  ];
  return [
    ...facts.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${value}`])),
    ...(row.provisional ? [words.provisional] : []),
    ...(row.house && kind !== 'house' ? [words.house] : []),
    ...(row.expectation ? [words.expectation] : []),
  ];
}
