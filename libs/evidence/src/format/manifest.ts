import type { JsonValue } from '#libs/ledger/pure';
import { canonicalLine, parseCanonical, withoutLineFeed } from './canonical-json.js';
import { StrictFields } from './strict-fields.js';
import { MalformedPack } from './malformed-pack.js';

export const PACK_FORMAT = 'edict-evidence/1';

/** What a pack answers. */
export interface PackQuestion {
  /** Absent: the pack has the whole log. */
  readonly company?: string;
  /** The valid period, both ends as instants in UTC with milliseconds. */
  readonly from: string;
  readonly to: string;
  /** What was known: every event up to this position, and none behind it. */
  readonly position: number;
  /** The size of an earlier checkpoint that this one is shown to begin with. */
  readonly since?: number;
  /** The end of the access log, an instant in UTC with milliseconds. */
  readonly accessedUntil?: string;
}

/** How much of each kind the pack has; absent where it has no such entry. */
export interface PackCounts {
  readonly events: number;
  readonly papers: number;
  readonly personal?: number;
  readonly changes?: number;
  readonly unmet?: number;
  readonly gaps?: number;
  readonly reads?: number;
}

export interface PackedFile {
  readonly name: string;
  readonly bytes: number;
  /** In lower-case hex. */
  readonly sha256: string;
}

export interface PackManifest {
  readonly format: typeof PACK_FORMAT;
  /** What wrote the pack, e.g. `edict 0.1.0`. */
  readonly generator: string;
  readonly question: PackQuestion;
  /** Events that the checkpoint covers. */
  readonly covered: number;
  readonly counts: PackCounts;
  /** Every entry in front of the manifest, in their order. */
  readonly files: readonly PackedFile[];
}

/** Canonical JSON (RFC 8785) and a line feed. */
export function formatManifest(manifest: PackManifest): Buffer {
  return canonicalLine(manifest);
}

/**
 * Reads what `formatManifest` writes, and nothing else.
 * @throws MalformedPack
 */
export function parseManifest(bytes: Buffer): PackManifest {
  const value = parseCanonical(withoutLineFeed(bytes, 'the manifest'), 'the manifest');
  const manifest = manifestOf(value);
  if (formatManifest(manifest).equals(bytes)) return manifest;
  throw new MalformedPack('the manifest says more than it may');
}

function manifestOf(value: JsonValue): PackManifest {
  const fields = StrictFields.of(value, 'the manifest');
  if (fields.text('format') !== PACK_FORMAT) {
    throw new MalformedPack(`its format is not ${PACK_FORMAT}`);
  }
  return {
    format: PACK_FORMAT,
    generator: fields.text('generator'),
    question: questionOf(fields.inner('question')),
    covered: fields.count('covered'),
    counts: countsOf(fields.inner('counts')),
    files: fields.list('files').map(fileOf),
  };
}

function questionOf(fields: StrictFields): PackQuestion {
  return {
    ...(fields.has('company') && { company: fields.text('company') }),
    from: fields.instant('from'),
    to: fields.instant('to'),
    position: fields.count('position'),
    ...(fields.has('since') && { since: fields.count('since') }),
    ...(fields.has('accessedUntil') && { accessedUntil: fields.instant('accessedUntil') }),
  };
}

function countsOf(fields: StrictFields): PackCounts {
  return {
    events: fields.count('events'),
    papers: fields.count('papers'),
    ...(fields.has('personal') && { personal: fields.count('personal') }),
    ...(fields.has('changes') && { changes: fields.count('changes') }),
    ...(fields.has('unmet') && { unmet: fields.count('unmet') }),
    ...(fields.has('gaps') && { gaps: fields.count('gaps') }),
    ...(fields.has('reads') && { reads: fields.count('reads') }),
  };
}

function fileOf(value: JsonValue): PackedFile {
  const fields = StrictFields.of(value, 'a file of the manifest');
  return {
    name: fields.text('name'),
    bytes: fields.count('bytes'),
    sha256: fields.sha256('sha256'),
  };
}
