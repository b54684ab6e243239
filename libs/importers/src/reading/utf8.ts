import { isUtf8 } from 'node:buffer';
import { UnreadableFile } from './unreadable-file.js';

/**
 * The text of a UTF-8 file, without its byte order mark.
 * @throws UnreadableFile for any other encoding: a guess would put wrong names on record
 */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8();
  }
}

/** As `utf8Text`, but not decoded. */
export function utf8Bytes(bytes: Buffer): Buffer {
  if (!isUtf8(bytes)) throw notUtf8();
  return bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    ? bytes.subarray(BYTE_ORDER_MARK.length)
    : bytes;
}

const BYTE_ORDER_MARK = Buffer.from('\ufeff', 'utf8');

function notUtf8(): UnreadableFile {
  return new UnreadableFile('not-utf8', 'The file is not UTF-8. Save it as "CSV UTF-8".');
}
