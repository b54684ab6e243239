/** `data` has the exact values; `excel` is safe and lossless to open in a spreadsheet. */
export const CSV_PROFILES = ['data', 'excel'] as const;
export type CsvProfile = (typeof CSV_PROFILES)[number];

/** The text of a cell: empty where nothing is known, JSON for lists and objects. */
export function cellOf(value: unknown, header: string, profile: CsvProfile): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return profile === 'excel' ? guarded(value, header) : value;
  return JSON.stringify(value);
}

/** A filing number of the CAC in its official form, which no spreadsheet takes for a number. */
const FILING_NUMBER = /^[0-9]{21}$/;
const NUMBER = /^[+-]?[0-9]+(\.[0-9]+)?$/;
const DIGITS_KEPT_MAX = 15;
/** A spreadsheet may run a cell that begins like this, in either width of the signs. */
const FORMULA = /^[\s\u00a0\u3000\ufeff]*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/;

/** A text as a spreadsheet neither runs it nor takes it for a number that it would round. */
export function guarded(text: string, header: string): string {
  if (header === 'number' && FILING_NUMBER.test(text)) return `网信算备${text}号`;
  const unsafe = NUMBER.test(text) ? losesDigits(text) : FORMULA.test(text);
  return unsafe ? `'${text}` : text;
}

/** A spreadsheet keeps fifteen digits of a number and drops leading zeros. */
function losesDigits(number: string): boolean {
  const digits = number.replace(/[^0-9]/g, '');
  return digits.length > DIGITS_KEPT_MAX || /^[+-]?0[0-9]/.test(number);
}
