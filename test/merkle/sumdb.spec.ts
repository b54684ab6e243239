import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  CompactRange,
  formatSignerKey,
  formatVerifierKey,
  leafHash,
  proveConsistency,
  proveInclusion,
  signCheckpoint,
  signerKey,
  tilesOf,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
} from '#libs/merkle';
import type { Hash } from '#libs/merkle';
import { StoredTree } from '../../libs/merkle/src/testing/stored-tree.js';

const PROGRAM = fileURLToPath(new URL('./sumdb/main.go', import.meta.url));
// Where Debian's golang-golang-x-mod-dev puts it. Nothing is fetched.
const GO = { ...process.env, GO111MODULE: 'off', GOFLAGS: '', GOPATH: '/usr/share/gocode' };

function hasSumdb(): boolean {
  try {
    execFileSync('go', ['list', 'golang.org/x/mod/sumdb/tlog'], { env: GO, stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

interface Inclusion {
  readonly Index: number;
  readonly Size: number;
  readonly Hashes: readonly string[] | null;
}
interface Consistency {
  readonly From: number;
  readonly To: number;
  readonly Hashes: readonly string[] | null;
}
interface Answer {
  readonly Faults: readonly string[] | null;
  readonly Checked: number;
  readonly Roots: readonly string[];
  readonly Inclusion: readonly Inclusion[];
  readonly Consistency: readonly Consistency[];
  readonly Note: string;
}

interface Question {
  readonly Leaves: readonly string[];
  readonly Roots: readonly string[];
  readonly Inclusion: readonly Inclusion[];
  readonly Consistency: readonly Consistency[];
  readonly Tiles: Readonly<Record<string, string>>;
  readonly Note: string;
  readonly VerifierKey: string;
  readonly SignerKey: string;
  readonly Text: string;
}

function ask(question: Question): Answer {
  const output = execFileSync('go', ['run', PROGRAM], {
    env: GO,
    encoding: 'utf8',
    input: JSON.stringify(question),
    maxBuffer: 256 * 1024 * 1024,
  });
  return JSON.parse(output) as Answer;
}

function swappedHalves(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const middle = bytes.length / 2;
  return Buffer.concat([bytes.subarray(middle), bytes.subarray(0, middle)]).toString('base64');
}

/** Two tiles and a part of a third; every proof of the sizes up to 64, and some of all others. */
const SIZE = 600;
const SIZES = Array.from({ length: SIZE }, (_, at) => at + 1);
const leaves = SIZES.map((size) => Buffer.from(`entry ${size}`));
const stored = new StoredTree(leaves);
const places = SIZES.flatMap((size) => {
  const all = Array.from({ length: size }, (_, index) => index);
  return all
    .filter((index) => size <= 64 || index % 61 === size % 61)
    .map((index) => [index, size] as const);
});

function asked(answer: readonly string[] | null): readonly Hash[] {
  return (answer ?? []).map((hash) => Buffer.from(hash, 'base64'));
}

(hasSumdb() ? describe : describe.skip)('sumdb of Go (skipped where it is not installed)', () => {
  const key = signerKey('log.example/edict', randomBytes(32));
  const range = CompactRange.empty();
  const roots = leaves.map((leaf) => (range.append(leafHash(leaf)), range.root()));
  const checkpoint = { origin: key.name, size: SIZE, root: range.root() };
  const signed = signCheckpoint(checkpoint, [key]);
  let question: Question;
  let answer: Answer;

  beforeAll(async () => {
    const base64 = (hashes: readonly Hash[]) => hashes.map((hash) => hash.toString('base64'));
    const inclusion = places.map(async ([Index, Size]) => ({
      Index,
      Size,
      Hashes: base64(await proveInclusion(Index, Size, stored.readNodes)),
    }));
    const consistency = places.map(async ([index, To]) => ({
      From: index + 1,
      To,
      Hashes: base64(await proveConsistency(index + 1, To, stored.readNodes)),
    }));
    const tiles = [...tilesOf(SIZE)].map(async (tile) => {
      const [content = Buffer.of()] = await stored.readTiles([tile]);
      const name = `${tile.level}/${tile.index}/${tile.width}`;
      return [name, Buffer.from(content).toString('base64')] as const;
    });
    question = {
      Leaves: base64(leaves),
      Roots: base64(roots),
      Inclusion: await Promise.all(inclusion),
      Consistency: await Promise.all(consistency),
      Tiles: Object.fromEntries(await Promise.all(tiles)),
      Note: Buffer.from(signed).toString('base64'),
      VerifierKey: formatVerifierKey(key.verifier),
      SignerKey: formatSignerKey(key),
      Text: verifyNote(signed, [key.verifier]).text,
    };
    answer = ask(question);
  }, 180_000);

  it('finds roots, proofs, tiles, keys and notes of Edict right', () => {
    expect(answer.Faults).toBeNull();
    // The root, two proofs for each place, each leaf from tiles, the tiles, two keys and the note.
    const tiles = [...tilesOf(SIZE)].length;
    expect(answer.Checked).toBe(SIZE + 2 * places.length + SIZE + tiles + 3);
  });

  it('finds each of them wrong where it is damaged', () => {
    const proof = { Index: 3, Size: 7, Hashes: question.Roots.slice(0, 3) };
    const damaged = {
      ...question,
      Roots: question.Roots.with(4, question.Roots[5] ?? ''),
      Inclusion: [proof],
      Consistency: [{ From: 3, To: 7, Hashes: proof.Hashes }],
      Tiles: { ...question.Tiles, '1/0/2': swappedHalves(question.Tiles['1/0/2'] ?? '') },
      Note: Buffer.from(signed.replace('600', '601')).toString('base64'),
    };
    const faults = ask(damaged).Faults?.join('\n') ?? '';
    for (const fault of [
      'root of 5:',
      'inclusion of 3 in 7:',
      'consistency of 3 with 7:',
      'proof of 3 from tiles:',
      'tile 1/0/2:',
      'note:',
    ]) {
      expect(faults).toContain(fault);
    }
  });

  it('has the same roots and proofs, which Edict finds right', () => {
    expect(answer.Roots).toEqual(roots.map((root) => root.toString('base64')));
    const head = (size: number) => ({ size, root: roots[size - 1] ?? Buffer.of() });
    for (const { Index, Size, Hashes } of answer.Inclusion) {
      verifyInclusion(leafHash(leaves[Index] ?? Buffer.of()), Index, head(Size), asked(Hashes));
    }
    for (const { From, To, Hashes } of answer.Consistency) {
      verifyConsistency(head(From), head(To), asked(Hashes));
    }
    expect(answer.Inclusion).toHaveLength(places.length);
    expect(answer.Consistency).toHaveLength(places.length);
  });

  it('signs with the key of Edict as Edict does', () => {
    const note = Buffer.from(answer.Note, 'base64').toString('utf8');
    expect(note).toBe(signed);
    expect(verifyNote(note, [key.verifier]).signedBy).toHaveLength(1);
  });
});
