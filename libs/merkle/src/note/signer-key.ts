import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Malformed } from '../errors.js';
import { bytesOfBase64 } from '../text/base64.js';
import { ED25519, KEY_BYTES, keyBytesOf } from './key-name.js';
import { rawPublicKey, verifierKey } from './verifier-key.js';
import type { VerifierKey } from './verifier-key.js';

/** A private key, which signs under a name. Its text is a secret and in no message of an error. */
export interface SignerKey {
  readonly name: string;
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly verifier: VerifierKey;
}

// PKCS #8 of an Ed25519 key (RFC 8410, 7) up to the 32 bytes of its seed.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The signer key of a name and a raw Ed25519 private key: the 32 bytes that RFC 8032 calls the
 * seed, from a source of randomness.
 * @throws Malformed
 */
export function signerKey(name: string, seed: Uint8Array): SignerKey {
  if (seed.length !== KEY_BYTES) throw new Malformed('key', `it has not ${KEY_BYTES} bytes`);
  const der = Buffer.concat([PKCS8, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const verifier = verifierKey(name, rawPublicKey(createPublicKey(privateKey)));
  return { name, keyId: verifier.keyId, privateKey, verifier };
}

/** The same private key, to sign under another name: its id is another one too. */
export function renamedKey({ privateKey }: SignerKey, name: string): SignerKey {
  return signerKey(name, seedOf(privateKey));
}

/**
 * `PRIVATE+KEY+<name>+<key id>+<base64 of 0x01 || seed>`, as golang.org/x/mod/sumdb/note writes it.
 */
export function formatSignerKey({ name, keyId, privateKey }: SignerKey): string {
  const bytes = Buffer.concat([Buffer.of(ED25519), seedOf(privateKey)]);
  return `PRIVATE+KEY+${name}+${keyId}+${bytes.toString('base64')}`;
}

function seedOf(privateKey: KeyObject): Uint8Array {
  return privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length);
}

/** @throws Malformed for anything but what `formatSignerKey` writes */
export function parseSignerKey(text: string): SignerKey {
  const [, name, keyId, base64] = /^PRIVATE\+KEY\+([^+]+)\+([^+]+)\+(.+)$/s.exec(text) ?? [];
  const key = signerKey(name ?? '', keyBytesOf(bytesOfBase64(base64 ?? '')));
  if (key.keyId !== keyId) throw new Malformed('key', 'its id is that of another key');
  return key;
}

/** The 64 bytes of the Ed25519 signature over the bytes; the same bytes give the same signature. */
export function signBytes(key: SignerKey, bytes: Uint8Array): Buffer {
  return sign(null, bytes, key.privateKey);
}
