import { canonicalBytes } from '#libs/ledger/pure';
import { mutatedBytes } from './mutated-bytes.js';
import { mutatedField } from './mutated-fields.js';
import { mutatedLines, splitLines } from './mutated-lines.js';
import type { Random } from '../setup/random.js';
import { refitted, zipped } from './repacked.js';
import type { Files } from './repacked.js';

/** A pack that was changed, and what was done to it. */
export interface Mutant {
  /** What it was made of. */
  readonly of: Subject;
  readonly what: string;
  /** The entry that was changed, or `container` for the bytes of the ZIP as a whole. */
  readonly entry: string;
  readonly pack: Buffer;
}

export interface Subject {
  readonly name: string;
  readonly pack: Buffer;
  readonly files: Files;
}

const PAIRED = ['events.ndjson', 'proofs.ndjson'] as const;

/** One mutant of one of the packs; nothing where the change left every byte as it was. */
export async function mutantOf(
  subjects: readonly Subject[],
  random: Random,
): Promise<Mutant | undefined> {
  const subject = random.of(subjects);
  const mutant = await random.of(KINDS)(subject, subjects, random);
  const isAnyPack = subjects.some(({ pack }) => mutant?.pack.equals(pack));
  return mutant === undefined || isAnyPack
    ? undefined
    : { ...mutant, of: subject, what: `${subject.name}: ${mutant.what}` };
}

type Changed = Omit<Mutant, 'of'>;
type Make = (
  subject: Subject,
  others: readonly Subject[],
  random: Random,
) => Promise<Changed | undefined>;

/** The bytes of the container, whatever they are part of. */
const container: Make = ({ pack }, _, random) => {
  const { what, bytes } = mutatedBytes(pack, random);
  return Promise.resolve({ what, entry: 'container', pack: bytes });
};

/** The bytes of one file; the sums are made to fit. */
const bytesOfFile: Make = async ({ files }, _, random) => {
  const [name, content] = random.of([...files]);
  const { what, bytes } = mutatedBytes(content, random);
  return repacked(files, name, bytes, what);
};

const linesOfFile: Make = async ({ files }, _, random) => {
  const [name, content] = random.of([...files]);
  const { what, bytes } = mutatedLines(content, random);
  return repacked(files, name, bytes, what);
};

/** A field or a cell; the form stays the only one that there is. */
const fieldOfFile: Make = async ({ files }, _, random) => {
  const structured = [...files].filter(([name]) => /\.(?:ndjson|json|csv)$/.test(name));
  const [name, content] = random.of(structured);
  const mutated = mutatedField(name, content, random);
  return mutated && repacked(files, name, mutated.bytes, mutated.what);
};

/** Leaves and their proofs alike, so that both files still go with each other. */
const leavesAndProofs: Make = async ({ files }, _, random) => {
  const [events, proofs] = PAIRED.map((name) => files.get(name));
  if (events === undefined) return undefined;
  const at = random.below(splitLines(events).length);
  const [first, second] = [random.below(3), random.below(splitLines(events).length)];
  const change = (content: Buffer): Buffer => {
    const lines = splitLines(content);
    const [one, other] = [lines[at] ?? '', lines[second] ?? ''];
    if (first === 0) return joined(lines.toSpliced(at, 1));
    if (first === 1) return joined(lines.toSpliced(at, 0, one));
    return joined(lines.with(at, other).with(second, one));
  };
  const done = ['deleted', 'doubled', `swapped with ${second + 1}`][first] ?? '';
  const changed = [...files].map(([name, content]): readonly [string, Buffer] => [
    name,
    name === PAIRED[0] || (name === PAIRED[1] && proofs !== undefined) ? change(content) : content,
  ]);
  const what = `event ${at + 1} and its proof ${done}`;
  return { what, entry: PAIRED[0], pack: await zipped(refitted(changed)) };
};

const wholeFile: Make = async ({ files }, others, random) => {
  const all = [...files];
  const at = random.below(all.length);
  const [name, content] = random.of(all.slice(at, at + 1));
  const put = (changed: readonly (readonly [string, Buffer])[], what: string): Promise<Changed> =>
    zipped(refitted(changed)).then((pack) => ({ what: `${name} ${what}`, entry: name, pack }));
  switch (random.below(6)) {
    case 0:
      return put(all.toSpliced(at, 1), 'deleted');
    case 1:
      return put(all.toSpliced(at, 0, [name, content]), 'doubled');
    case 2:
      return put(all.with(at, [name, Buffer.of()]), 'emptied');
    case 3: {
      const second = random.below(all.length);
      const other = random.of(all.slice(second, second + 1));
      const swapped = all.with(at, [name, other[1]]).with(second, [other[0], content]);
      return put(swapped, `swapped with ${other[0]}`);
    }
    case 4: {
      const moved = all.toSpliced(at, 1).toSpliced(random.below(all.length), 0, [name, content]);
      return put(moved, 'moved');
    }
    default: {
      const donor = random.of(others);
      const theirs = donor.files.get(name);
      if (theirs === undefined) return undefined;
      return put(all.with(at, [name, theirs]), `taken from ${donor.name}`);
    }
  }
};

/** What the manifest says of the pack beside its files. */
const manifest: Make = async ({ files }, _, random) => {
  const content = files.get('manifest.json');
  if (content === undefined) return undefined;
  const said = JSON.parse(content.toString('utf8')) as Record<string, object>;
  const { files: listed, ...about } = said;
  const mutated = mutatedField('about.json', canonicalBytes(about), random);
  if (mutated === undefined) return undefined;
  const changed = { ...(JSON.parse(mutated.bytes.toString('utf8')) as object), files: listed };
  const bytes = Buffer.concat([canonicalBytes(changed), Buffer.from('\n')]);
  return repacked(files, 'manifest.json', bytes, mutated.what);
};

/** Those that change what counts come oftener. */
const KINDS: readonly Make[] = [
  container,
  container,
  bytesOfFile,
  bytesOfFile,
  linesOfFile,
  linesOfFile,
  fieldOfFile,
  fieldOfFile,
  fieldOfFile,
  leavesAndProofs,
  wholeFile,
  manifest,
];

async function repacked(files: Files, name: string, bytes: Buffer, what: string): Promise<Changed> {
  const changed = [...files].map(([one, content]): readonly [string, Buffer] => [
    one,
    one === name ? bytes : content,
  ]);
  return { what: `${name}: ${what}`, entry: name, pack: await zipped(refitted(changed)) };
}

function joined(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join(''), 'latin1');
}
