import { Malformed } from '../errors.js';
import { HASH_BYTES } from '../hash.js';
import type { Hash } from '../hash.js';
import { NOTE_BYTES_MAX } from '../note/signed-note.js';
import type { VerifierKey } from '../note/verifier-key.js';
import { bytesOfBase64 } from '../text/base64.js';
import { integerOfDecimal } from '../text/decimal.js';
import { textOfUtf8 } from '../text/utf8.js';
import { verifyInclusion } from '../tree/inclusion-proof.js';
import { openCheckpoint } from './checkpoint.js';
import type { VerifiedCheckpoint } from './checkpoint.js';

/** That one entry stands in a log, to be checked offline (C2SP tlog-proof). */
export interface TlogProof {
  /** Leaf index, from 0. */
  readonly index: number;
  /** From the leaf's sibling upwards. */
  readonly hashes: readonly Hash[];
  /** The signed note, word for word. */
  readonly checkpoint: string;
  /** Whatever goes along. Nothing authenticates it. */
  readonly extra?: Buffer;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** Levels of a tree of 2^53 leaves. */
const HASHES_MAX = 53;
const PROOF_BYTES_MAX = 2 * NOTE_BYTES_MAX;
const SHAPE = /^([^\n]*)\n(?:extra ([^\n]*)\n)?index ([^\n]*)\n((?:[^\n]+\n)*)\n(.*)$/s;

/** The proof as text, to be kept as `*.tlog-proof`. */
export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [
    FIRST_LINE,
    ...(extra === undefined ? [] : [`extra ${extra.toString('base64')}`]),
    `index ${index}`,
    ...hashes.map((hash) => hash.toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/**
 * Takes a proof apart and believes none of it; its checkpoint may still be anything.
 * @throws Malformed
 */
export function parseTlogProof(proof: string | Uint8Array): TlogProof {
  const text = typeof proof === 'string' ? proof : textOfUtf8(proof);
  if (text === undefined || text.length > PROOF_BYTES_MAX) {
    throw new Malformed('proof', 'it is not valid UTF-8, or too long');
  }
  const [, first, extra64, decimal, lines, checkpoint] = SHAPE.exec(text) ?? [];
  if (first !== FIRST_LINE || lines === undefined || checkpoint === undefined) {
    throw new Malformed('proof', `it is not written as ${FIRST_LINE}`);
  }
  const index = integerOfDecimal(decimal ?? '');
  if (index === undefined) throw new Malformed('proof', 'its index is no integer');
  const hashes = parseHashes(lines);
  if (extra64 === undefined) return { index, hashes, checkpoint };
  const extra = bytesOfBase64(extra64);
  if (extra === undefined) throw new Malformed('proof', 'its extra line is not base64');
  return { index, hashes, checkpoint, extra };
}

function parseHashes(lines: string): readonly Hash[] {
  const hashes = lines.split('\n').slice(0, -1).map(bytesOfBase64);
  if (hashes.length > HASHES_MAX) throw new Malformed('proof', 'it has too many hashes');
  return hashes.map((hash) => {
    if (hash?.length !== HASH_BYTES) throw new Malformed('proof', 'a line of it is no hash');
    return hash;
  });
}

/**
 * The checkpoint that a trusted key signed and whose tree has this leaf at the proof's index.
 * @throws Malformed, SignatureRefused, ProofRefused
 */
export function verifyTlogProof(
  proof: string | Uint8Array,
  leaf: Hash,
  trusted: readonly VerifierKey[],
): VerifiedCheckpoint & { readonly index: number } {
  const { index, hashes, checkpoint } = parseTlogProof(proof);
  const verified = openCheckpoint(checkpoint, trusted);
  verifyInclusion(leaf, index, verified, hashes);
  return { ...verified, index };
}
