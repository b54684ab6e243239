import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bytes of a salt, exactly; with fewer, a short value could be guessed from its commitment. */
export const SALT_BYTES = 32;
const COMMITMENT_BYTES = 32;
const PREFIX = 'urn:edict:commitment:';

/**
 * What stands in a leaf for a value that is kept apart: HMAC-SHA-256 under a random salt over
 * `name || 0x00 || value` in UTF-8. Without the salt it says nothing of the value; with it, whoever
 * has the leaf can check the value.
 * @param name JSON pointer (RFC 6901) of the value within the data of its event, e.g. `/owner`
 */
export function commitmentOf(name: string, salt: Uint8Array, value: string): Buffer {
  if (salt.length !== SALT_BYTES) throw new RangeError(`A salt has ${SALT_BYTES} bytes.`);
  return createHmac('sha256', salt).update(`${name}\u0000${value}`, 'utf8').digest();
}

/** As it stands in the leaf: `urn:edict:commitment:` and the 32 bytes in base64url. */
export function formatCommitment(commitment: Uint8Array): string {
  return PREFIX + Buffer.from(commitment).toString('base64url');
}

/** The 32 bytes of a text that is a commitment; nothing where it is any other text. */
export function parseCommitment(text: string): Buffer | undefined {
  return text.startsWith(PREFIX) ? exactly(COMMITMENT_BYTES, text.slice(PREFIX.length)) : undefined;
}

export function isCommitment(text: string): boolean {
  return parseCommitment(text) !== undefined;
}

/**
 * Whether a value is the one that a leaf commits to.
 * @param salt 32 bytes in base64url without padding
 * @param commitment the text in the leaf
 */
export function verifyCommitment(
  name: string,
  salt: string,
  value: string,
  commitment: string,
): boolean {
  const saltBytes = exactly(SALT_BYTES, salt);
  const expected = parseCommitment(commitment);
  if (saltBytes === undefined || expected === undefined) return false;
  return timingSafeEqual(commitmentOf(name, saltBytes, value), expected);
}

/** So many bytes in base64url, written in the one way that encodes them. */
function exactly(bytes: number, text: string): Buffer | undefined {
  const decoded = Buffer.from(text, 'base64url');
  return decoded.length === bytes && decoded.toString('base64url') === text ? decoded : undefined;
}
