import { comparable } from './written-text.js';

const NUMBER = /^网信算备(\d+)号$/u;
export const NUMBER_DIGITS = 21;
/** The digits that all filings of one filing entity share; inferred from the lists. */
const ENTITY_KEY_DIGITS = 13;

export interface FilingNumber {
  /** As it is displayed: 网信算备 + 21 digits + 号. */
  readonly text: string;
  readonly digits: string;
  readonly entityKey: string;
}

/** The number of a filing, or what is wrong with it. */
export function parseFilingNumber(raw: string): FilingNumber | { readonly problem: string } {
  const digits = NUMBER.exec(comparable(raw))?.[1];
  if (digits === undefined) return { problem: `"${raw}" is not 网信算备 + digits + 号` };
  if (digits.length !== NUMBER_DIGITS) {
    return { problem: `"${raw}" has ${digits.length} digits in place of ${NUMBER_DIGITS}` };
  }
  const entityKey = digits.slice(0, ENTITY_KEY_DIGITS);
  return { text: `网信算备${digits}号`, digits, entityKey };
}
