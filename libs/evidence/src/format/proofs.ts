import { HASH_BYTES } from '#libs/merkle';
import type { Hash } from '#libs/merkle';
import type { JsonValue } from '#libs/ledger/pure';
import { canonicalBytes } from '#libs/ledger/pure';
import { canonicalLine, parseCanonical, withoutLineFeed } from './canonical-json.js';
import { StrictFields } from './strict-fields.js';
import { MalformedPack } from './malformed-pack.js';

const CONSISTENCY = 'the proof of consistency';
const HEADS = 'the record of heads';

/** That the tree of `to` leaves begins with that of `from`. */
export interface PackedConsistency {
  readonly from: number;
  readonly to: number;
  readonly hashes: readonly Hash[];
}

/** That a leaf stands at `index`, from 0, in the tree of the checkpoint. */
export interface PackedInclusion {
  readonly index: number;
  readonly hashes: readonly Hash[];
}

/** How many events the ledger has committed to for a company. */
export interface PackedHeads extends PackedInclusion {
  /** Of the event `log.heads`. */
  readonly position: number;
  readonly company: string;
  readonly count: number;
  /** Leaves of the tree of heads. */
  readonly size: number;
}

/** The line of a proof, without its line feed. */
export function formatInclusion({ index, hashes }: PackedInclusion): Buffer {
  return canonicalBytes({ hashes: textsOf(hashes), index });
}

export function parseInclusion(bytes: Buffer): PackedInclusion {
  const fields = only(bytes, 'a proof of inclusion', ['hashes', 'index']);
  return { index: fields.count('index'), hashes: hashesOf(fields) };
}

/** Canonical JSON and a line feed, as the manifest. */
export function formatConsistency({ from, to, hashes }: PackedConsistency): Buffer {
  return canonicalLine({ from, hashes: textsOf(hashes), to });
}

export function parseConsistency(bytes: Buffer): PackedConsistency {
  const fields = only(withoutLineFeed(bytes, CONSISTENCY), CONSISTENCY, ['from', 'hashes', 'to']);
  return { from: fields.count('from'), to: fields.count('to'), hashes: hashesOf(fields) };
}

export function formatHeads(heads: PackedHeads): Buffer {
  const { position, company, count, index, size, hashes } = heads;
  return canonicalLine({ company, count, hashes: textsOf(hashes), index, position, size });
}

export function parseHeads(bytes: Buffer): PackedHeads {
  const names = ['company', 'count', 'hashes', 'index', 'position', 'size'];
  const fields = only(withoutLineFeed(bytes, HEADS), HEADS, names);
  return {
    position: fields.count('position'),
    company: fields.text('company'),
    count: fields.count('count'),
    index: fields.count('index'),
    size: fields.count('size'),
    hashes: hashesOf(fields),
  };
}

function textsOf(hashes: readonly Hash[]): readonly string[] {
  return hashes.map((hash) => hash.toString('base64'));
}

function hashesOf(fields: StrictFields): readonly Hash[] {
  return fields.list('hashes').map(hashOf);
}

function hashOf(value: JsonValue): Hash {
  const hash = Buffer.from(typeof value === 'string' ? value : '', 'base64');
  // A bit that encodes nothing could be flipped otherwise.
  if (hash.length === HASH_BYTES && hash.toString('base64') === value) return hash;
  throw new MalformedPack('a hash of a proof is none');
}

/** The fields of an object that has these, and no other. */
function only(bytes: Buffer, what: string, names: readonly string[]): StrictFields {
  const value = parseCanonical(bytes, what);
  const fields = StrictFields.of(value, what);
  if (Object.keys(value as object).join() !== names.join()) {
    throw new MalformedPack(`${what} has other fields than it must have`);
  }
  return fields;
}
