import { Malformed, SignatureRefused } from '../errors.js';
import { EMPTY_ROOT, HASH_BYTES } from '../hash.js';
import { isKeyName } from '../note/key-name.js';
import { signNote, verifyNote } from '../note/sign-note.js';
import { nameOfKey } from '../note/signed-note.js';
import type { SignerKey } from '../note/signer-key.js';
import type { VerifierKey } from '../note/verifier-key.js';
import { bytesOfBase64 } from '../text/base64.js';
import { integerOfDecimal } from '../text/decimal.js';
import type { TreeHead } from '../tree/tree-head.js';

/** What a log says of its tree (C2SP tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  /** The log's name, which is also the name of the keys that it signs with. */
  readonly origin: string;
}

/** A checkpoint that a trusted key of its log has signed. */
export interface VerifiedCheckpoint extends Checkpoint {
  /** The signed note as it was given, word for word. */
  readonly note: string;
  readonly signedBy: readonly VerifierKey[];
}

/**
 * The text that is signed: origin, size and root, a line each.
 * @throws Malformed
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  parseCheckpoint(text);
  return text;
}

/**
 * Reads exactly three lines; C2SP's extension lines are refused, for nobody could audit them.
 * @throws Malformed
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [, origin, decimal, base64] = /^([^\n]*)\n([^\n]*)\n([^\n]*)\n$/.exec(text) ?? [];
  if (origin === undefined || decimal === undefined || base64 === undefined) {
    throw new Malformed('checkpoint', 'it has not three lines');
  }
  if (!isKeyName(origin)) throw new Malformed('checkpoint', 'its origin is no name of a log');
  const size = integerOfDecimal(decimal);
  if (size === undefined) throw new Malformed('checkpoint', 'its size is no integer');
  const root = bytesOfBase64(base64);
  if (root?.length !== HASH_BYTES) throw new Malformed('checkpoint', 'its root is no hash');
  if (size === 0 && !root.equals(EMPTY_ROOT)) {
    throw new Malformed('checkpoint', 'its root is not that of the empty tree');
  }
  return { origin, size, root };
}

/**
 * The signed note of a checkpoint. Whoever calls this answers for the log: two checkpoints of one
 * origin, of which neither begins with the other, can never be explained away.
 * @throws Malformed where a key is not named as the origin
 */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly SignerKey[]): string {
  if (signers.some(({ name }) => name !== checkpoint.origin)) {
    throw new Malformed('key', 'its name is not the origin of the checkpoint');
  }
  return signNote(formatCheckpoint(checkpoint), signers);
}

/**
 * The checkpoint in a note, once a trusted key with the name of its origin has signed it.
 * @throws Malformed, SignatureRefused
 */
export function openCheckpoint(
  note: string | Uint8Array,
  trusted: readonly VerifierKey[],
): VerifiedCheckpoint {
  const { text, signatures, signedBy } = verifyNote(note, trusted);
  const checkpoint = parseCheckpoint(text);
  const ofLog = signedBy.filter(({ name }) => name === checkpoint.origin);
  if (ofLog.length === 0) {
    throw new SignatureRefused('no-trusted-signature', signatures.map(nameOfKey));
  }
  const written = typeof note === 'string' ? note : Buffer.from(note).toString('utf8');
  return { ...checkpoint, note: written, signedBy: ofLog };
}
