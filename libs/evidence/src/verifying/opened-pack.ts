import { createHash } from 'node:crypto';
import { checkEntryOrder, ENTRY } from '../format/entry-names.js';
import { WHOLE_ENTRY_BYTES_MAX } from '../format/limits.js';
import { linesOf } from '../format/lines.js';
import { MalformedPack } from '../format/malformed-pack.js';
import { parseManifest } from '../format/manifest.js';
import type { PackManifest } from '../format/manifest.js';
import { ZipFile } from '../format/read-zip.js';
import { formatSums } from '../format/sha256-sums.js';
import type { ZipEntry } from '../format/zip-headers.js';
import { checkEntriesOf } from './entries-asked-for.js';
import type { Findings } from './findings.js';

/** A pack whose container is sound and whose manifest can be read; its contents are not believed. */
export class OpenedPack {
  private readonly byName: ReadonlyMap<string, ZipEntry>;

  private constructor(
    private readonly zip: ZipFile,
    readonly manifest: PackManifest,
  ) {
    this.byName = entriesByName(zip);
  }

  /** @throws MalformedPack; and what the file system has to say */
  static async open(path: string): Promise<OpenedPack> {
    const zip = await ZipFile.open(path);
    try {
      const names = zip.entries.map(({ name }) => name);
      checkEntryOrder(names);
      const manifest = parseManifest(await whole(zip, entriesByName(zip), ENTRY.manifest));
      checkEntriesOf(manifest, names);
      return new OpenedPack(zip, manifest);
    } catch (error) {
      await zip.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** The SHA-256 of each paper that the pack carries, as its entry is named. */
  get papers(): readonly string[] {
    return [...this.byName.keys()]
      .filter((name) => name.startsWith(ENTRY.papers))
      .map((name) => name.slice(ENTRY.papers.length));
  }

  /** @throws AlteredEntry behind the last of them */
  read(name: string): AsyncGenerator<Buffer, void> {
    return this.zip.read(entryNamed(this.byName, name));
  }

  /** @throws AlteredEntry, MalformedPack */
  lines(name: string, lineBytesMax: number): AsyncGenerator<Buffer, void> {
    return linesOf(this.read(name), name, lineBytesMax);
  }

  /** @throws AlteredEntry, MalformedPack where it is longer than any can be */
  whole(name: string): Promise<Buffer> {
    return whole(this.zip, this.byName, name);
  }

  /**
   * Compares every entry with the manifest, and the sums with all of them.
   * @throws AlteredEntry where one is not even what its checksum says
   */
  async compareSums(findings: Findings): Promise<void> {
    const sums: { name: string; sha256: string }[] = [];
    const said = new Map(this.manifest.files.map((file) => [file.name, file]));
    for (const { name, size } of this.zip.entries) {
      if (name === ENTRY.sums) continue;
      const sha256 = await sha256Of(this.read(name));
      sums.push({ name, sha256 });
      const file = said.get(name);
      const isListed = file?.sha256 === sha256 && file.bytes === size;
      if (name !== ENTRY.manifest && !isListed) {
        findings.add('altered', `${name} is not the file that the manifest lists.`);
      }
    }
    const expected = Buffer.from(formatSums(sums));
    if ((await sha256Of(this.read(ENTRY.sums))) !== (await sha256Of([expected]))) {
      findings.add('altered', 'SHA256SUMS does not have the sums of the files.');
    }
  }

  async close(): Promise<void> {
    await this.zip.close();
  }
}

async function sha256Of(chunks: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

async function whole(
  zip: ZipFile,
  byName: ReadonlyMap<string, ZipEntry>,
  name: string,
): Promise<Buffer> {
  const entry = entryNamed(byName, name);
  if (entry.size > WHOLE_ENTRY_BYTES_MAX) throw new MalformedPack(`its ${name} is too long`);
  const chunks: Buffer[] = [];
  for await (const chunk of zip.read(entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function entriesByName({ entries }: ZipFile): ReadonlyMap<string, ZipEntry> {
  return new Map(entries.map((entry) => [entry.name, entry]));
}

function entryNamed(byName: ReadonlyMap<string, ZipEntry>, name: string): ZipEntry {
  const entry = byName.get(name);
  if (entry === undefined) throw new MalformedPack(`it has no ${name}`);
  return entry;
}
