/** What moves a cursor, ends a line, turns the direction of a text or does not show. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const HEX = 16;

/**
 * One line in which every character shows: a pack is somebody else's, and must not write a verdict
 * of its own on the terminal of whoever verifies it. Where the line is JSON it says the same.
 */
export function spelledOut(line: string): string {
  return line.replace(UNSEEN, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(HEX).padStart(4, '0')}`)
      .join(''),
  );
}
