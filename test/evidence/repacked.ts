import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf } from '../../libs/evidence/src/format/pack-entry.js';
import { ZipFile } from '../../libs/evidence/src/format/read-zip.js';
import { formatSums } from '../../libs/evidence/src/format/sha256-sums.js';
import { zipBytes } from '../../libs/evidence/src/format/write-zip.js';
import { canonicalBytes } from '#libs/ledger/pure';
import { sha256 } from './forged-pack.js';

/** The entries of a pack by their names, in their order. */
export type Files = ReadonlyMap<string, Buffer>;

const MANIFEST = 'manifest.json';
const SUMS = 'SHA256SUMS';

/** Takes a pack apart. */
export async function unpacked(pack: Buffer): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), 'edict-unpacked-'));
  const path = join(folder, 'pack.zip');
  await writeFile(path, pack);
  const zip = await ZipFile.open(path);
  try {
    const files = new Map<string, Buffer>();
    for (const entry of zip.entries) {
      const chunks: Buffer[] = [];
      for await (const chunk of zip.read(entry)) chunks.push(chunk);
      files.set(entry.name, Buffer.concat(chunks));
    }
    return files;
  } finally {
    await zip.close();
    await rm(folder, { recursive: true });
  }
}

/** A well-formed container with these files as they are, whatever their sums say. */
export async function zipped(files: Iterable<readonly [string, Buffer]>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const entries = [...files].map(([name, bytes]) => entryOf(name, bytes));
  for await (const chunk of zipBytes(entries)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * The files with the manifest's list and counts, and the sums, made to fit them: what somebody does
 * who wants a change not to be noticed. A manifest that cannot be read is left as it is.
 */
export function refitted(files: readonly (readonly [string, Buffer])[]): typeof files {
  const manifest = files.find(([name]) => name === MANIFEST)?.[1];
  const fitted = manifest && fittedManifest(manifest, files);
  const withManifest = files.map(
    ([name, bytes]) => [name, name === MANIFEST && fitted ? fitted : bytes] as const,
  );
  const sums = formatSums(
    withManifest
      .filter(([name]) => name !== SUMS)
      .map(([name, bytes]) => ({ name, sha256: sha256(bytes) })),
  );
  return withManifest.map(([name, bytes]) => [name, name === SUMS ? Buffer.from(sums) : bytes]);
}

interface Listed {
  readonly counts: Readonly<Record<string, number>>;
}

function fittedManifest(
  manifest: Buffer,
  files: readonly (readonly [string, Buffer])[],
): Buffer | undefined {
  try {
    const said = JSON.parse(manifest.toString('utf8')) as Listed;
    const listed = files
      .filter(([name]) => name !== MANIFEST && name !== SUMS)
      .map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }));
    const fitted = { ...said, counts: countsOf(said, files), files: listed };
    return Buffer.concat([canonicalBytes(fitted), Buffer.from('\n')]);
  } catch {
    return undefined;
  }
}

function countsOf(
  { counts }: Listed,
  files: readonly (readonly [string, Buffer])[],
): Readonly<Record<string, number>> {
  const lines = (wanted: string): number | undefined =>
    files
      .find(([name]) => name === wanted)?.[1]
      .toString('latin1')
      .split('\n').length;
  const personal = lines('personal.ndjson');
  const others = Object.entries(counts).filter(([name]) => name !== 'personal');
  return {
    ...Object.fromEntries(others),
    events: (lines('events.ndjson') ?? 1) - 1,
    papers: files.filter(([name]) => name.startsWith('papers/')).length,
    ...(personal !== undefined && { personal: personal - 1 }),
  };
}
