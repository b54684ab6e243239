export {
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint/checkpoint.js';
export type { Checkpoint, VerifiedCheckpoint } from './checkpoint/checkpoint.js';
export { compareCheckpoints } from './checkpoint/compare-checkpoints.js';
export type { Comparison } from './checkpoint/compare-checkpoints.js';
export { formatTlogProof, parseTlogProof, verifyTlogProof } from './checkpoint/tlog-proof.js';
export type { TlogProof } from './checkpoint/tlog-proof.js';
export {
  commitmentOf,
  formatCommitment,
  isCommitment,
  parseCommitment,
  SALT_BYTES,
  verifyCommitment,
} from './commitment/commitment.js';
export { Malformed, ProofRefused, SignatureRefused } from './errors.js';
export { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash } from './hash.js';
export type { Hash } from './hash.js';
export { isKeyName } from './note/key-name.js';
export { signNote, verifyNote } from './note/sign-note.js';
export type { VerifiedNote } from './note/sign-note.js';
export {
  formatSignedNote,
  NOTE_BYTES_MAX,
  NOTE_SIGNATURES_MAX,
  parseSignedNote,
} from './note/signed-note.js';
export type { NoteSignature, SignedNote } from './note/signed-note.js';
export { formatSignerKey, parseSignerKey, renamedKey, signerKey } from './note/signer-key.js';
export type { SignerKey } from './note/signer-key.js';
export {
  formatVerifierKey,
  parseVerifierKey,
  rawPublicKey,
  verifierKey,
} from './note/verifier-key.js';
export type { VerifierKey } from './note/verifier-key.js';
export { decodeEntryBundle, encodeEntryBundle, ENTRY_BYTES_MAX } from './tiles/entry-bundle.js';
export {
  hashesAtLevel,
  hasTile,
  parseTilePath,
  TILE_HEIGHT,
  TILE_WIDTH,
  tileAt,
  tilePath,
  tilesOf,
} from './tiles/tile.js';
export type { Tile } from './tiles/tile.js';
export { nodesFromTiles, nodesFromTileTrees } from './tiles/tile-nodes.js';
export type { ReadTiles, ReadTileTrees } from './tiles/tile-nodes.js';
export { TileTree } from './tiles/tile-tree.js';
export { CompactRange } from './tree/compact-range.js';
export { proveConsistency, verifyConsistency } from './tree/consistency-proof.js';
export { proveInclusion, verifyInclusion } from './tree/inclusion-proof.js';
export { perfectSubtrees, treeRoot } from './tree/subtree.js';
export type { LeafRange, ReadNodes, TreeNode } from './tree/subtree.js';
export type { TreeHead } from './tree/tree-head.js';
