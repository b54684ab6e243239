/** White space that Word's layout put there: none between Chinese characters, else one space. */
export function tidied(text: string): string {
  return text
    .replace(/[\s\u00a0\u200b\u3000\ufeff]+/gu, ' ')
    .replace(/(?<=[\p{Script=Han}\p{P}]) (?=[\p{Script=Han}\p{P}])/gu, '')
    .trim();
}

/**
 * What two spellings of one thing have in common: （）and (), full-width letters, stray spaces.
 * For comparing only; what goes on record keeps its own spelling.
 */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/gu, '')
    .toLowerCase();
}
