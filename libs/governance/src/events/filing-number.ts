const OFFICIAL = /^(?:网信算备[:：]?\s?)?(\d{21})号?$/u;

/**
 * The 21 digits of an algorithm's filing number, given as digits or in the official form
 * 网信算备…号; nothing where it is malformed.
 */
export function filingDigits(number: string): string | undefined {
  return OFFICIAL.exec(number.trim())?.[1];
}

/** The official form of 21 digits. */
export function officialNumber(digits: string): string {
  return `网信算备${digits}号`;
}
