import { ApiOkResponse } from '@nestjs/swagger';
import { VIEW_HEADERS } from './answers.js';

/** What a calendar of one deadline looks like. */
const EXAMPLE = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Edict//Deadlines//EN',
  'CALSCALE:GREGORIAN',
  'METHOD:PUBLISH',
  'NAME:Compliance deadlines',
  'BEGIN:VEVENT',
  'UID:0d1f7a6c2b9e4835a1c07f5be8d94263@edict',
  'DTSTAMP:20261124T030000Z',
  'LAST-MODIFIED:20261124T030000Z',
  'SEQUENCE:41',
  'DTSTART;VALUE=DATE:20260610',
  'DTEND;VALUE=DATE:20260611',
  'SUMMARY:Order of CAC: Interview\\, Order to correct\\, Warning (jimeng)',
  'CATEGORIES:pending',
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

export function CalendarAnswer(): MethodDecorator {
  return ApiOkResponse({
    description: 'An iCalendar object of whole-day events.',
    headers: VIEW_HEADERS,
    content: { 'text/calendar': { schema: { type: 'string' }, example: EXAMPLE } },
  });
}
