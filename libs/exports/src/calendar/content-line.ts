/** RFC 5545, 3.1: a line has at most 75 octets, the blank of a continuation included. */
export const LINE_OCTETS_MAX = 75;

/** One property as it stands in a file: folded between characters, ended with CRLF. */
export function contentLine(name: string, value: string): string {
  const lines: string[] = [];
  let line = '';
  let octets = 0;
  for (const character of `${name}:${value}`) {
    const length = Buffer.byteLength(character);
    if (octets + length > LINE_OCTETS_MAX) {
      lines.push(line);
      line = ' ';
      octets = 1;
    }
    line += character;
    octets += length;
  }
  return [...lines, line, ''].join('\r\n');
}

/** RFC 5545, 3.3.11. What has no place in a text, control characters, is left out. */
export function textValue(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}
