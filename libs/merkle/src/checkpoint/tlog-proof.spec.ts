import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  formatTlogProof,
  leafHash,
  Malformed,
  parseTlogProof,
  ProofRefused,
  SignatureRefused,
  signCheckpoint,
  signerKey,
  verifyTlogProof,
} from '../index.js';
import { NaiveTree } from '../testing/naive-tree.js';

const ORIGIN = 'log.example/edict';
const SIZE = 11;
const key = signerKey(ORIGIN, Buffer.alloc(32, 1));
const stranger = signerKey(ORIGIN, Buffer.alloc(32, 2));
const naive = NaiveTree.numbered(SIZE);
const checkpoint = signCheckpoint({ origin: ORIGIN, size: SIZE, root: naive.root() }, [key]);
const leaf = (index: number) => leafHash(naive.leaves[index] ?? Buffer.of());
const proofOf = (index: number) => ({ index, hashes: naive.path(index, SIZE), checkpoint });
const PROOF = formatTlogProof(proofOf(5));

describe('a tlog-proof', () => {
  it('has the lines of the specification', () => {
    const lines = PROOF.split('\n');
    expect(lines.slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 5']);
    expect(lines.slice(2, 6)).toEqual(naive.path(5, SIZE).map((hash) => hash.toString('base64')));
    expect(lines[6]).toBe('');
    expect(lines.slice(7).join('\n')).toBe(checkpoint);
  });

  it('of every entry is read as it was written, and verified', () => {
    for (let index = 0; index < SIZE; index += 1) {
      const proof = formatTlogProof(proofOf(index));
      expect(parseTlogProof(Buffer.from(proof))).toEqual(proofOf(index));
      const verified = verifyTlogProof(proof, leaf(index), [key.verifier]);
      expect(verified).toMatchObject({ index, origin: ORIGIN, size: SIZE, note: checkpoint });
    }
  });

  it('of the only entry has no hashes', () => {
    const one = { origin: ORIGIN, size: 1, root: naive.root(1) };
    const proof = { index: 0, hashes: [], checkpoint: signCheckpoint(one, [key]) };
    expect(formatTlogProof(proof)).toBe(`c2sp.org/tlog-proof@v1\nindex 0\n\n${proof.checkpoint}`);
    expect(verifyTlogProof(formatTlogProof(proof), leaf(0), [key.verifier]).index).toBe(0);
  });

  it('carries extra bytes, which may be anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const proof = { ...proofOf(3), extra: Buffer.from(bytes) };
        expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof);
        expect(verifyTlogProof(formatTlogProof(proof), leaf(3), [key.verifier]).index).toBe(3);
      }),
    );
  });

  it('is of one entry, of one log', () => {
    for (const other of [0, 4, 6, 10]) {
      expect(() => verifyTlogProof(PROOF, leaf(other), [key.verifier])).toThrow(ProofRefused);
    }
    expect(() => verifyTlogProof(PROOF, leaf(5), [stranger.verifier])).toThrow(SignatureRefused);
    expect(() => verifyTlogProof(PROOF, leaf(5), [])).toThrow(SignatureRefused);
  });

  it('with any byte changed is malformed or refused', () => {
    const bytes = Buffer.from(PROOF);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => verifyTlogProof(changed, leaf(5), [key.verifier])).toThrow();
    }
  });

  it('with any line left out, doubled or swapped is malformed or refused', () => {
    const lines = PROOF.split(/(?<=\n)/);
    for (const [at, line] of lines.entries()) {
      const next = lines[at + 1];
      const damaged = [lines.toSpliced(at, 1), lines.toSpliced(at, 0, line)];
      if (next !== undefined) damaged.push(lines.with(at, next).with(at + 1, line));
      for (const bad of damaged) {
        expect(() => verifyTlogProof(bad.join(''), leaf(5), [key.verifier])).toThrow();
      }
    }
  });

  it('cut anywhere is malformed or refused', () => {
    for (let length = 0; length < PROOF.length; length += 1) {
      expect(() => verifyTlogProof(PROOF.slice(0, length), leaf(5), [key.verifier])).toThrow();
    }
  });

  it.each([
    ['nothing', ''],
    ['another version', PROOF.replace('@v1', '@v2')],
    ['no index', PROOF.replace(/index \d+\n/, '')],
    ['a leading zero', PROOF.replace('index 5', 'index 05')],
    ['an index below 0', PROOF.replace('index 5', 'index -5')],
    ['an index past 2^53 - 1', PROOF.replace('index 5', 'index 9007199254740992')],
    ['its extra line behind the index', PROOF.replace('index 5\n', 'index 5\nextra AA==\n')],
    ['two extra lines', PROOF.replace('index', 'extra AA==\nextra AA==\nindex')],
    ['an extra line that is no base64', PROOF.replace('index', 'extra A\nindex')],
    ['carriage returns', PROOF.replaceAll('\n', '\r\n')],
    ['a hash that is cut', PROOF.replace(/\n[^\n]{8}([^\n]{36}\n\n)/, '\n$1')],
    ['no empty line', PROOF.replaceAll('\n\n', '\n')],
    [
      'more hashes than any tree has levels',
      PROOF.replace(
        /(index 5\n)([^\n]+\n)/,
        (_, index: string, hash: string) => index + hash.repeat(54),
      ),
    ],
    ['invalid UTF-8', Buffer.concat([Buffer.from(PROOF), Buffer.of(0xff)])],
  ])('with %s is malformed', (_, proof) => {
    expect(() => parseTlogProof(proof)).toThrow(Malformed);
  });
});
