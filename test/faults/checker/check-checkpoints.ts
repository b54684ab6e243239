import { createHash, createPublicKey, verify } from 'node:crypto';
import { nodeOf, rootOf } from './merkle-tree.js';
import type { StoredCheckpoint, StoredLedger } from './stored.js';

/** A public key in DER is these bytes and then its own 32 (RFC 8410). */
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const ED25519_TYPE = 1;

/**
 * Holds every checkpoint and every stored node of the tree against a tree that is built anew from
 * the bytes. Each checkpoint has to be signed and to follow the one before it.
 */
export function checkCheckpoints(stored: StoredLedger): readonly string[] {
  const leaves = [...stored.events]
    .sort((one, other) => one.position - other.position)
    .map(({ bytes }) => createHash('sha256').update(Buffer.of(0)).update(bytes).digest());
  const keys = stored.keys.map(readKey);
  let before: number | null = null;
  const findings: string[] = [];
  for (const checkpoint of stored.checkpoints) {
    findings.push(...faultsOf(checkpoint, leaves, keys));
    const { size, previous } = checkpoint;
    if (previous !== before) findings.push(`checkpoint ${size} follows ${String(previous)}`);
    if (before !== null && size <= before) findings.push(`checkpoint ${size} is not longer`);
    before = size;
  }
  for (const { level, index, hash } of stored.nodes) {
    const node = nodeOf(leaves, level, index)?.toString('hex');
    if (node !== hash) findings.push(`node ${index} of level ${level} is not that of the events`);
  }
  return findings;
}

function faultsOf(
  { size, note }: StoredCheckpoint,
  leaves: readonly Buffer[],
  keys: readonly PublicKey[],
): readonly string[] {
  const [text = '', signatures = ''] = note.split('\n\n');
  const [, told, root] = text.split('\n');
  const faults: string[] = [];
  if (Number(told) !== size) faults.push(`checkpoint ${size} says ${String(told)}`);
  if (size > leaves.length) faults.push(`checkpoint ${size} covers more than there is`);
  else if (rootOf(leaves.slice(0, size)).toString('base64') !== root) {
    faults.push(`checkpoint ${size} has another root than the events`);
  }
  const isSigned = keys.some((key) => key.hasSigned(`${text}\n`, signatures));
  if (!isSigned) faults.push(`checkpoint ${size} is not signed`);
  return faults;
}

interface PublicKey {
  hasSigned(text: string, signatures: string): boolean;
}

/** A verifier key of a C2SP signed note: `name+id+base64(type || key)`. */
function readKey(text: string): PublicKey {
  const [name = '', id = '', ...key] = text.split('+');
  const bytes = Buffer.from(key.join('+'), 'base64');
  if (bytes[0] !== ED25519_TYPE) throw new Error(`${text} is no Ed25519 key`);
  const der = Buffer.concat([ED25519_PREFIX, bytes.subarray(1)]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const start = `\u2014 ${name} `;
  return {
    hasSigned: (signed, signatures) =>
      signatures
        .split('\n')
        .filter((line) => line.startsWith(start))
        .map((line) => Buffer.from(line.slice(start.length), 'base64'))
        .filter((signature) => signature.subarray(0, 4).toString('hex') === id)
        .some((signature) => verify(null, Buffer.from(signed), publicKey, signature.subarray(4))),
  };
}
