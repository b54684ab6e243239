import { SignatureRefused } from '../errors.js';
import { formatSignedNote, nameOfKey, parseSignedNote } from './signed-note.js';
import type { NoteSignature, SignedNote } from './signed-note.js';
import { signBytes } from './signer-key.js';
import type { SignerKey } from './signer-key.js';
import { isSignedBy } from './verifier-key.js';
import type { VerifierKey } from './verifier-key.js';

/** A note that at least one trusted key has signed, and no trusted key's signature is wrong. */
export interface VerifiedNote extends SignedNote {
  /** The trusted keys that signed, in the order of their lines. */
  readonly signedBy: readonly VerifierKey[];
}

/**
 * Signs the text, which ends with a line feed, by each of the keys (old and new while keys are
 * rotated). Signatures that the note has already stay before them.
 * @throws Malformed
 */
export function signNote(
  text: string,
  signers: readonly SignerKey[],
  present: readonly NoteSignature[] = [],
): string {
  const bytes = Buffer.from(text, 'utf8');
  const added = signers.map((key) => ({
    name: key.name,
    keyId: key.keyId,
    signature: signBytes(key, bytes),
  }));
  return formatSignedNote({ text, signatures: [...present, ...added] });
}

/**
 * The note, once a trusted key has signed it. Signatures of unknown keys are passed over; one that
 * names a trusted key and is not its signature refuses the whole note, whoever else signed.
 * @throws Malformed, SignatureRefused
 */
export function verifyNote(
  note: string | Uint8Array,
  trusted: readonly VerifierKey[],
): VerifiedNote {
  const { text, signatures } = parseSignedNote(note);
  const bytes = Buffer.from(text, 'utf8');
  const signedBy = signatures.flatMap((line) => {
    const named = trusted.filter((key) => nameOfKey(key) === nameOfKey(line));
    // Two trusted keys of one name and id: neither can be told from the other, so both must hold.
    if (named.every((key) => isSignedBy(key, bytes, line.signature))) return named;
    throw new SignatureRefused('invalid-signature', [nameOfKey(line)]);
  });
  if (signedBy.length > 0) return { text, signatures, signedBy };
  throw new SignatureRefused('no-trusted-signature', signatures.map(nameOfKey));
}
