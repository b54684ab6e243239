import { Temporal } from 'temporal-polyfill';
import { contentLine, textValue } from './content-line.js';

/** Something that takes a whole day. */
export interface CalendarEntry {
  /** The same for the same thing, whatever becomes of it. */
  readonly uid: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly summary: string;
  readonly description: string;
  readonly categories: readonly string[];
  /** Grows with every version. */
  readonly sequence: number;
  /** RFC 3339 in UTC. */
  readonly changedAt: string;
}

export interface CalendarOptions {
  readonly name: string;
  readonly description: string;
}

/** How often programs should look again. */
const REFRESH_EVERY = 'PT1H';

/**
 * RFC 5545 and 7986, as Apple, Google and Outlook read it. The same entries give the same bytes:
 * nothing in it is of the moment of writing.
 */
export function calendarText(options: CalendarOptions, entries: readonly CalendarEntry[]): string {
  return [
    contentLine('BEGIN', 'VCALENDAR'),
    contentLine('VERSION', '2.0'),
    contentLine('PRODID', '-//Edict//Deadlines//EN'),
    contentLine('CALSCALE', 'GREGORIAN'),
    contentLine('METHOD', 'PUBLISH'),
    contentLine('NAME', textValue(options.name)),
    contentLine('X-WR-CALNAME', textValue(options.name)),
    contentLine('DESCRIPTION', textValue(options.description)),
    contentLine('X-WR-CALDESC', textValue(options.description)),
    contentLine('REFRESH-INTERVAL;VALUE=DURATION', REFRESH_EVERY),
    contentLine('X-PUBLISHED-TTL', REFRESH_EVERY),
    ...entries.map(eventText),
    contentLine('END', 'VCALENDAR'),
  ].join('');
}

function eventText(entry: CalendarEntry): string {
  const changedAt = instantValue(entry.changedAt);
  return [
    contentLine('BEGIN', 'VEVENT'),
    contentLine('UID', textValue(entry.uid)),
    contentLine('DTSTAMP', changedAt),
    contentLine('LAST-MODIFIED', changedAt),
    contentLine('SEQUENCE', String(entry.sequence)),
    contentLine('DTSTART;VALUE=DATE', dayValue(entry.day)),
    contentLine('DTEND;VALUE=DATE', dayValue(dayAfter(entry.day))),
    contentLine('SUMMARY', textValue(entry.summary)),
    contentLine('DESCRIPTION', textValue(entry.description)),
    contentLine('CATEGORIES', entry.categories.map(textValue).join(',')),
    // Nobody is busy for a whole day because something is due.
    contentLine('TRANSP', 'TRANSPARENT'),
    contentLine('X-MICROSOFT-CDO-BUSYSTATUS', 'FREE'),
    contentLine('END', 'VEVENT'),
  ].join('');
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

function dayValue(day: string): string {
  return day.replaceAll('-', '');
}

function instantValue(instant: string): string {
  return instant.replace(/\.\d+(?=Z$)/, '').replaceAll(/[-:]/g, '');
}
