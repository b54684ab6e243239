import { hash } from 'node:crypto';
import { Malformed } from '../errors.js';

/** Signature type of Ed25519 in keys and key ids (C2SP signed-note). */
export const ED25519 = 0x01;
/** Bytes of an Ed25519 public key, and of the seed that is its private key (RFC 8032). */
export const KEY_BYTES = 32;
const ID_BYTES = 4;
// eslint-disable-next-line no-control-regex -- C2SP refuses exactly these in a note
const NOT_IN_NAMES = /[\p{White_Space}+\u0000-\u001f]|\p{Surrogate}/u;

/**
 * Whether a key can be called so: not empty, no space, no plus (C2SP signed-note). A name that is
 * the origin of a log is best a URL without a scheme.
 */
export function isKeyName(name: string): boolean {
  return name !== '' && !NOT_IN_NAMES.test(name);
}

/**
 * The first four bytes of SHA-256(name || LF || 0x01 || public key), in lower-case hex.
 * @throws Malformed
 */
export function keyIdOf(name: string, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw new Malformed('key', 'its name is empty or has a space or plus');
  if (publicKey.length !== KEY_BYTES) throw new Malformed('key', `it has not ${KEY_BYTES} bytes`);
  const parts = [Buffer.from(`${name}\n`), Buffer.of(ED25519), publicKey];
  return hash('sha256', Buffer.concat(parts), 'buffer').toString('hex', 0, ID_BYTES);
}

/** The 32 bytes in the base64 of a key's text, behind the type of the key. */
export function keyBytesOf(bytes: Buffer | undefined): Buffer {
  if (bytes?.length !== 1 + KEY_BYTES || bytes[0] !== ED25519) {
    throw new Malformed('key', 'it is no Ed25519 key in base64');
  }
  return bytes.subarray(1);
}
