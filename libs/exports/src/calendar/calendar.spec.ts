import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { calendarText } from './calendar.js';
import type { CalendarEntry } from './calendar.js';
import { contentLine, LINE_OCTETS_MAX, textValue } from './content-line.js';

const ENTRY: CalendarEntry = {
  uid: 'a@edict',
  day: '2026-02-28',
  summary: '显式标识；下载、复制、导出文件中含有满足要求的显式标识, a; b\\c',
  description: 'Status: pending\nOwner: "Legal"; 法务, 内容安全',
  categories: ['pending', 'a,b;c'],
  sequence: 41,
  changedAt: '2026-11-24T03:00:01.234Z',
};
const HEAD = { name: 'Deadlines: Acme, Inc.; 顶点', description: 'What is due.' };

/** As a calendar program reads it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return { calendar, events: calendar.getAllSubcomponents('vevent') };
}

describe('A calendar', () => {
  const { calendar, events } = read(calendarText(HEAD, [ENTRY, { ...ENTRY, uid: 'b@edict' }]));
  const [event] = events;

  it('says what it is and how often to look again', () => {
    expect(calendar.name).toBe('vcalendar');
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('prodid')).toMatch(/^-\/\/Edict\/\//);
    expect(calendar.getFirstPropertyValue('calscale')).toBe('GREGORIAN');
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT1H');
    expect(calendar.getFirstPropertyValue('x-published-ttl')).toBe('PT1H');
  });

  it('has its name in both forms that programs read, with every sign of it', () => {
    // The parser does not know that these are texts, so they stand as they are written.
    for (const property of ['name', 'x-wr-calname']) {
      expect(calendar.getFirstPropertyValue(property)).toBe('Deadlines: Acme\\, Inc.\\; 顶点');
    }
  });

  it('has one event for each entry', () => {
    expect(events.map((one) => one.getFirstPropertyValue('uid'))).toEqual(['a@edict', 'b@edict']);
  });

  it('has whole days that end on the next, over the end of a month', () => {
    const start = event?.getFirstPropertyValue('dtstart') as ICAL.Time;
    const end = event?.getFirstPropertyValue('dtend') as ICAL.Time;
    expect([start.isDate, start.toString()]).toEqual([true, '2026-02-28']);
    expect([end.isDate, end.toString()]).toEqual([true, '2026-03-01']);
    expect(event?.getFirstProperty('dtstart')?.type).toBe('date');
  });

  it('has texts as they were given', () => {
    expect(event?.getFirstPropertyValue('summary')).toBe(ENTRY.summary);
    expect(event?.getFirstPropertyValue('description')).toBe(ENTRY.description);
    expect(event?.getFirstProperty('categories')?.getValues()).toEqual(ENTRY.categories);
  });

  it('says which version of an entry it has, and since when', () => {
    expect(event?.getFirstPropertyValue('sequence')).toBe(41);
    for (const property of ['dtstamp', 'last-modified']) {
      const time = event?.getFirstPropertyValue(property) as ICAL.Time;
      expect(time.toString()).toBe('2026-11-24T03:00:01Z');
    }
  });

  it('makes nobody busy', () => {
    expect(event?.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect(event?.getFirstPropertyValue('x-microsoft-cdo-busystatus')).toBe('FREE');
  });

  it('is one even where nothing is due', () => {
    const empty = calendarText(HEAD, []);
    expect(read(empty).events).toEqual([]);
    expect(empty.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  it('gives back any text, in lines of at most 75 octets that end with CRLF', () => {
    // Control characters have no place in a text of RFC 5545.
    const texts = fc
      .string({ unit: 'binary', maxLength: 300 })
      .map((text) => text.replace(/[^\P{Cc}\n\t]/gu, ''));
    fc.assert(
      fc.property(texts, texts, (summary, description) => {
        const text = calendarText(HEAD, [{ ...ENTRY, summary, description }]);
        const bytes = Buffer.from(text);
        const lines = bytes.toString('latin1').split('\r\n');
        expect(lines.at(-1)).toBe('');
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(LINE_OCTETS_MAX);
          expect(line).not.toMatch(/[\r\n]/);
          // No character is cut: every line is UTF-8 by itself.
          new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'));
        }
        const [back] = read(text).events;
        expect(back?.getFirstPropertyValue('summary')).toBe(summary);
        expect(back?.getFirstPropertyValue('description')).toBe(description);
      }),
      { numRuns: 300 },
    );
  });
});

describe('A line', () => {
  it.each([74, 75, 76, 149, 150])('of %i octets is folded at 75', (length) => {
    const value = 'x'.repeat(length - 'N:'.length);
    const lines = contentLine('N', value).split('\r\n');
    const folds = length <= 75 ? 1 : 1 + Math.ceil((length - 75) / 74);
    expect(lines).toHaveLength(folds + 1);
    expect(lines.join('').replaceAll(' ', '')).toBe(`N:${value}`);
  });

  it('is not folded within a character', () => {
    const [first, second] = contentLine('N', `${'x'.repeat(72)}汉字`).split('\r\n');
    expect([first, second]).toEqual([`N:${'x'.repeat(72)}`, ' 汉字']);
  });
});

describe('A text', () => {
  it('has one sign for the end of a line, and no control characters', () => {
    expect(textValue('a\r\nb\rc\nd\u0000\u0007\u0085e\tf')).toBe('a\\nb\\nc\\nde\tf');
  });
});
