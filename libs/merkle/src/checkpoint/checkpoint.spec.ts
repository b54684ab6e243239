import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  compareCheckpoints,
  EMPTY_ROOT,
  formatCheckpoint,
  Malformed,
  openCheckpoint,
  parseCheckpoint,
  ProofRefused,
  SignatureRefused,
  signCheckpoint,
  signerKey,
  signNote,
} from '../index.js';
import type { VerifiedCheckpoint } from '../index.js';
import { NaiveTree } from '../testing/naive-tree.js';

const ORIGIN = 'log.example/edict';
const key = signerKey(ORIGIN, Buffer.alloc(32, 1));
const witness = signerKey('witness.example', Buffer.alloc(32, 2));
const naive = NaiveTree.numbered(20);

// The example of C2SP tlog-checkpoint.
const EXAMPLE =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

describe('a checkpoint', () => {
  it('of the published example is read and written', () => {
    const checkpoint = parseCheckpoint(EXAMPLE);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(formatCheckpoint(checkpoint)).toBe(EXAMPLE);
  });

  it('is read as it was written, whatever the tree', () => {
    const tree = fc.record({
      size: fc.maxSafeNat(),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    });
    fc.assert(
      fc.property(tree, ({ size, root }) => {
        const given = { origin: ORIGIN, size, root: size === 0 ? EMPTY_ROOT : Buffer.from(root) };
        expect(parseCheckpoint(formatCheckpoint(given))).toEqual(given);
      }),
    );
  });

  it.each([
    ['no origin', EXAMPLE.replace(/^[^\n]*/, '')],
    ['an origin with a space', EXAMPLE.replace('behind-the', 'behind the')],
    ['an origin with a plus', EXAMPLE.replace('behind-the', 'behind+the')],
    ['a leading zero', EXAMPLE.replace('\n2', '\n02')],
    ['a sign', EXAMPLE.replace('\n2', '\n+2')],
    ['a fraction', EXAMPLE.replace('\n2', '\n2.0')],
    ['an exponent', EXAMPLE.replace('20852163', '2e7')],
    ['a size in hex', EXAMPLE.replace('20852163', '0x10')],
    ['no size', EXAMPLE.replace('20852163', '')],
    ['a size past 2^53 - 1', EXAMPLE.replace('20852163', '9007199254740992')],
    ['a space behind its size', EXAMPLE.replace('63\n', '63 \n')],
    ['a root that is cut', EXAMPLE.replace('CsUY', '')],
    ['a root with unused bits', EXAMPLE.replace('q2I=', 'q2J=')],
    ['a root in hex', EXAMPLE.replace(/[^\n]*\n$/, `${'ab'.repeat(32)}\n`)],
    ['an extension line', `${EXAMPLE}extension\n`],
    ['an empty line', `${EXAMPLE}\n`],
    ['two lines', EXAMPLE.replace(/[^\n]*\n$/, '')],
    ['no line feed at its end', EXAMPLE.slice(0, -1)],
    ['a root of leaves at size 0', EXAMPLE.replace('20852163', '0')],
  ])('with %s is malformed', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(Malformed);
  });

  it('is not written where it could not be read again', () => {
    const root = naive.root(3);
    for (const wrong of [
      { origin: 'a b' },
      { size: -1 },
      { size: 1.5 },
      { root: root.subarray(1) },
    ]) {
      expect(() => formatCheckpoint({ origin: ORIGIN, size: 3, root, ...wrong })).toThrow(
        Malformed,
      );
    }
  });

  it('is opened with the key of its log only', () => {
    const note = signCheckpoint({ origin: ORIGIN, size: 3, root: naive.root(3) }, [key]);
    expect(openCheckpoint(Buffer.from(note), [key.verifier])).toEqual({
      origin: ORIGIN,
      size: 3,
      root: naive.root(3),
      note,
      signedBy: [key.verifier],
    });
    expect(() => openCheckpoint(note, [])).toThrow(SignatureRefused);
    expect(() => openCheckpoint(note, [witness.verifier])).toThrow(SignatureRefused);
  });

  it('that only a trusted witness has signed is not opened', () => {
    const note = signNote(formatCheckpoint({ origin: ORIGIN, size: 0, root: EMPTY_ROOT }), [
      witness,
    ]);
    expect(() => openCheckpoint(note, [witness.verifier, key.verifier])).toThrow(SignatureRefused);
  });

  it('is not signed with the key of another log', () => {
    const checkpoint = { origin: ORIGIN, size: 0, root: EMPTY_ROOT };
    expect(() => signCheckpoint(checkpoint, [key, witness])).toThrow(Malformed);
  });

  it('that is no checkpoint, though well signed, is malformed', () => {
    expect(() => openCheckpoint(signNote('hello\n', [key]), [key.verifier])).toThrow(Malformed);
  });
});

describe('two checkpoints of a log', () => {
  const opened = (size: number, root = naive.root(size)): VerifiedCheckpoint =>
    openCheckpoint(signCheckpoint({ origin: ORIGIN, size, root }, [key]), [key.verifier]);

  it('are consistent where the later begins with the earlier', () => {
    for (let to = 0; to <= 20; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        const proof = from === 0 ? [] : naive.subproof(from, to);
        const [earlier, later] = [opened(from), opened(to)];
        expect(compareCheckpoints(earlier, later, proof)).toEqual({
          verdict: 'consistent',
          earlier,
          later,
        });
      }
    }
  });

  it('are a rollback where the later is shorter, whatever the proof', () => {
    const [earlier, later] = [opened(9), opened(8)];
    for (const proof of [[], naive.subproof(8, 9)]) {
      const verdict = compareCheckpoints(earlier, later, proof);
      expect(verdict).toEqual({ verdict: 'rollback', earlier, later });
    }
  });

  it('are an equivocation where one size has two roots, and both notes say so', () => {
    const [earlier, later] = [opened(9), opened(9, naive.root(8))];
    const comparison = compareCheckpoints(earlier, later, []);
    expect(comparison.verdict).toBe('equivocation');
    expect([comparison.earlier.note, comparison.later.note]).toEqual([earlier.note, later.note]);
  });

  it('are unproven where the proof does not lead from one to the other', () => {
    const fork = new NaiveTree(naive.leaves.with(4, Buffer.from('another')));
    const [earlier, later] = [opened(6), opened(9, fork.root(9))];
    for (const proof of [[], naive.subproof(6, 9), fork.subproof(6, 9)]) {
      expect(compareCheckpoints(earlier, later, proof)).toMatchObject({ verdict: 'unproven' });
    }
  });

  it('of two logs are not compared', () => {
    const other = openCheckpoint(
      signCheckpoint({ origin: witness.name, size: 9, root: naive.root(9) }, [witness]),
      [witness.verifier],
    );
    expect(() => compareCheckpoints(opened(9), other, [])).toThrow(ProofRefused);
  });
});
