import { UnreadableFile } from './unreadable-file.js';

/**
 * The text of a UTF-8 file, without its byte order mark.
 * @throws UnreadableFile for any other encoding: a guess would put wrong names on record
 */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile('not-utf8', 'The file is not UTF-8. Save it as "CSV UTF-8".');
  }
}
