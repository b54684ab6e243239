import { Malformed } from '../errors.js';
import { bytesOfBase64 } from '../text/base64.js';
import { textOfUtf8 } from '../text/utf8.js';
import { isKeyName } from './key-name.js';

/** One line under a note. Whether it is true is known only once it was verified. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes in lower-case hex. */
  readonly keyId: string;
  readonly signature: Buffer;
}

/** A text, which ends with a line feed, and who is said to have signed it (C2SP signed-note). */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Bytes of a note with its signatures; sixteen post-quantum ones would take 80,000. */
export const NOTE_BYTES_MAX = 262_144;
export const NOTE_SIGNATURES_MAX = 100;
const KEY_ID_BYTES = 4;
const LINE_START = '\u2014 ';
// eslint-disable-next-line no-control-regex -- C2SP refuses exactly these
const CONTROLS = /[\u0000-\u0009\u000b-\u001f]/;

/**
 * Takes a note apart and believes none of it.
 * @throws Malformed
 */
export function parseSignedNote(note: string | Uint8Array): SignedNote {
  const whole = checkedText(note);
  // The last empty line divides, for the text may have empty lines of its own.
  const end = whole.lastIndexOf('\n\n');
  if (end < 0 || !whole.endsWith('\n')) throw new Malformed('note', 'it has no signatures');
  const lines = whole
    .slice(end + 2)
    .split('\n')
    .slice(0, -1);
  if (lines.length === 0) throw new Malformed('note', 'it has no signatures');
  if (lines.length > NOTE_SIGNATURES_MAX) {
    throw new Malformed('note', `it has more than ${NOTE_SIGNATURES_MAX} signatures`);
  }
  const signatures = lines.map(parseLine);
  if (new Set(signatures.map(nameOfKey)).size < signatures.length) {
    throw new Malformed('note', 'a key signed twice');
  }
  return { text: whole.slice(0, end + 1), signatures };
}

function checkedText(note: string | Uint8Array): string {
  const bytes = typeof note === 'string' ? Buffer.from(note, 'utf8') : note;
  if (bytes.length > NOTE_BYTES_MAX) {
    throw new Malformed('note', `it has more than ${NOTE_BYTES_MAX} bytes`);
  }
  const text = textOfUtf8(bytes);
  if (text === undefined || (typeof note === 'string' && text !== note)) {
    throw new Malformed('note', 'it is not valid UTF-8');
  }
  if (CONTROLS.test(text)) throw new Malformed('note', 'it has a control character');
  return text;
}

function parseLine(line: string): NoteSignature {
  const [, name, base64] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = bytesOfBase64(base64 ?? '');
  if (name === undefined || !isKeyName(name) || bytes === undefined) {
    throw new Malformed('note', 'a signature is not written as one');
  }
  if (bytes.length <= KEY_ID_BYTES) throw new Malformed('note', 'a signature is empty');
  const keyId = bytes.toString('hex', 0, KEY_ID_BYTES);
  return { name, keyId, signature: bytes.subarray(KEY_ID_BYTES) };
}

/**
 * The note with its signatures under it.
 * @throws Malformed where it could not be read again
 */
export function formatSignedNote({ text, signatures }: SignedNote): string {
  if (!text.endsWith('\n')) throw new Malformed('note', 'its text does not end with a line feed');
  const lines = signatures.map(({ name, keyId, signature }) => {
    const bytes = Buffer.concat([Buffer.from(keyId, 'hex'), signature]);
    return `${LINE_START}${name} ${bytes.toString('base64')}\n`;
  });
  const note = `${text}\n${lines.join('')}`;
  parseSignedNote(note);
  return note;
}

/** `name+keyId`, which names one key. */
export function nameOfKey({ name, keyId }: { readonly name: string; keyId: string }): string {
  return `${name}+${keyId}`;
}
