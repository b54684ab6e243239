import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeEntryBundle,
  formatCheckpoint,
  formatSignedNote,
  formatTlogProof,
  Malformed,
  parseCheckpoint,
  parseSignedNote,
  parseTilePath,
  parseTlogProof,
  parseVerifierKey,
} from '#libs/merkle';
import { expect } from '@jest/globals';
import { damaged } from '../setup/bodies.js';

const RUNS = { numRuns: 300 };
const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const names = fc.stringMatching(/^[a-z]{1,8}(\.[a-z]{1,8}){0,2}(\/[a-z]{1,8})?$/);
const sizes = fc
  .oneof(fc.nat(), fc.constantFrom(1, Number.MAX_SAFE_INTEGER))
  .map((size) => size || 1);
const checkpoints = fc.record({ origin: names, size: sizes, root: hashes });
const notes = fc
  .record({
    text: checkpoints.map(formatCheckpoint),
    signatures: fc.uniqueArray(
      fc.record({
        name: names,
        keyId: fc.stringMatching(/^[0-9a-f]{8}$/),
        signature: fc.uint8Array({ minLength: 1, maxLength: 70 }).map((one) => Buffer.from(one)),
      }),
      { minLength: 1, maxLength: 3, selector: ({ name, keyId }) => `${name}+${keyId}` },
    ),
  })
  .map((note) => ({ note, text: formatSignedNote(note) }));
const proofs = fc.record({
  index: fc.nat(),
  hashes: fc.array(hashes, { maxLength: 53 }),
  checkpoint: notes.map(({ text }) => text),
});

/** Whatever comes in, out comes a value or the one error that is promised. */
function isReadOrRefused(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(Malformed);
  }
}

describe('What is written of a proof', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(checkpoints, notes, proofs, (checkpoint, { note, text }, proof) => {
        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
        expect(parseSignedNote(text)).toEqual(note);
        expect(formatSignedNote(parseSignedNote(text))).toBe(text);
        expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof);
      }),
      RUNS,
    );
  });

  it('is refused as malformed, or read, wherever it is damaged', () => {
    const texts = fc.oneof(
      notes.map(({ text }) => text),
      proofs.map(formatTlogProof),
    );
    fc.assert(
      fc.property(
        texts.chain((text) => damaged(Buffer.from(text))),
        (bytes) => {
          isReadOrRefused(() => parseSignedNote(bytes));
          isReadOrRefused(() => parseTlogProof(bytes));
          isReadOrRefused(() => parseCheckpoint(Buffer.from(bytes).toString()));
        },
      ),
      RUNS,
    );
  });

  it('is refused as malformed, or read, whatever it is', () => {
    const lines = fc.array(
      fc.oneof(
        fc.constantFrom('c2sp.org/tlog-proof@v1', 'index 0', 'extra AA==', '', '\u2014 a AAAAAAA='),
        fc.string({ unit: 'binary' }),
        hashes.map((hash) => hash.toString('base64')),
      ),
    );
    fc.assert(
      fc.property(lines, fc.uint8Array({ maxLength: 300 }), (all, bytes) => {
        const text = all.join('\n');
        for (const given of [text, `${text}\n`, bytes]) {
          isReadOrRefused(() => parseSignedNote(given));
          isReadOrRefused(() => parseTlogProof(given));
        }
        isReadOrRefused(() => parseVerifierKey(text));
        isReadOrRefused(() => parseTilePath(text));
        isReadOrRefused(() => decodeEntryBundle(Buffer.from(bytes), all.length));
      }),
      RUNS,
    );
  });
});
