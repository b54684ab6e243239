import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Malformed } from '../errors.js';
import { bytesOfBase64 } from '../text/base64.js';
import { ED25519, KEY_BYTES, keyBytesOf, keyIdOf } from './key-name.js';

/** A public key that is trusted to sign under its name. */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes in lower-case hex; tells keys of one name apart, and proves nothing. */
  readonly keyId: string;
  readonly publicKey: KeyObject;
}

/**
 * The verifier key of a name and a raw Ed25519 public key of 32 bytes.
 * @throws Malformed
 */
export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  const keyId = keyIdOf(name, publicKey);
  const x = Buffer.from(publicKey).toString('base64url');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  return { name, keyId, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) };
}

/** The raw 32 bytes of an Ed25519 public key. */
export function rawPublicKey(key: KeyObject): Buffer {
  const { crv, x } = key.export({ format: 'jwk' });
  const bytes = crv === 'Ed25519' && x !== undefined ? Buffer.from(x, 'base64url') : undefined;
  if (bytes?.length !== KEY_BYTES) throw new Malformed('key', 'it is no Ed25519 key');
  return bytes;
}

/** `<name>+<key id>+<base64 of 0x01 || public key>`, as golang.org/x/mod/sumdb/note writes it. */
export function formatVerifierKey({ name, keyId, publicKey }: VerifierKey): string {
  const bytes = Buffer.concat([Buffer.of(ED25519), rawPublicKey(publicKey)]);
  return `${name}+${keyId}+${bytes.toString('base64')}`;
}

/** @throws Malformed for anything but what `formatVerifierKey` writes */
export function parseVerifierKey(text: string): VerifierKey {
  // Base64 may have a plus too, but neither a name nor an id.
  const [, name, keyId, base64] = /^([^+]+)\+([^+]+)\+(.+)$/s.exec(text) ?? [];
  const key = verifierKey(name ?? '', keyBytesOf(bytesOfBase64(base64 ?? '')));
  if (key.keyId !== keyId) throw new Malformed('key', 'its id is that of another key');
  return key;
}

/** Whether the signature over the bytes is this key's (RFC 8032). */
export function isSignedBy(key: VerifierKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, bytes, key.publicKey, signature);
}
