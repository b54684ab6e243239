import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import type { PersonKey } from '#libs/ledger';

export const SECRET_BYTES = 32;
const CIPHER = 'aes-256-gcm';
/** NIST SP 800-38D: 96 random bits, of which one key uses far fewer than 2^32. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed text was sealed for; opening it for anything else fails. */
type Purpose = string | Buffer;

/**
 * The key that stands outside the database. Without it the database does not say what a personal
 * value is, nor can a name be guessed and tried.
 */
export class PersonalKey {
  /** Tells this key from others and says nothing else of it. */
  readonly fingerprint: Buffer;
  readonly #wrapping: Buffer;
  readonly #naming: Buffer;

  constructor(secret: Uint8Array) {
    if (secret.length !== SECRET_BYTES) throw new RangeError(`A key has ${SECRET_BYTES} bytes.`);
    this.fingerprint = derived(secret, 'fingerprint');
    this.#wrapping = derived(secret, 'wrapping');
    this.#naming = derived(secret, 'naming');
  }

  /** Stands for a person; exactly the same name is the same person. */
  personOf(name: string): Buffer {
    return createHmac('sha256', this.#naming).update(name, 'utf8').digest();
  }

  newPersonKey(person: Buffer): PersonKey {
    const id = randomUUID();
    const wrapped = encrypted(this.#wrapping, randomBytes(SECRET_BYTES), purposeOf(id, person));
    return { id, person, wrapped };
  }

  seal(key: PersonKey, text: Buffer, purpose: Purpose): Buffer {
    return encrypted(this.#unwrapped(key), text, purpose);
  }

  /** Fails where the text was sealed under another key or for another purpose, or was altered. */
  open(key: PersonKey, sealed: Buffer, purpose: Purpose): Buffer {
    return decrypted(this.#unwrapped(key), sealed, purpose);
  }

  #unwrapped({ id, person, wrapped }: PersonKey): Buffer {
    return decrypted(this.#wrapping, wrapped, purposeOf(id, person));
  }
}

function derived(secret: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `edict personal ${use}`, SECRET_BYTES));
}

function purposeOf(id: string, person: Buffer): Buffer {
  return Buffer.concat([Buffer.from(id), person]);
}

function encrypted(key: Buffer, text: Buffer, purpose: Purpose): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(purpose));
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function decrypted(key: Buffer, sealed: Buffer, purpose: Purpose): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([
    decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)),
    decipher.final(),
  ]);
}
