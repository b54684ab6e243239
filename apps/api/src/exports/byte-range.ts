/** A part of a file, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * The range that a header asks for (RFC 9110, 14.1.2). Undefined where the whole file answers it: no
 * range, several, or one that cannot be read. `beyond` where the file has none of its bytes.
 */
export function byteRange(
  header: string | undefined,
  bytes: number,
): ByteRange | 'beyond' | undefined {
  const [, first = '', last = ''] = RANGE.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const count = Math.min(Number(last), bytes);
    return count === 0 ? 'beyond' : { start: bytes - count, end: bytes - 1 };
  }
  if (last !== '' && Number(last) < Number(first)) return undefined;
  if (Number(first) >= bytes) return 'beyond';
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return { start: Number(first), end };
}
