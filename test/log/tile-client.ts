import {
  decodeEntryBundle,
  leafHash,
  nodesFromTiles,
  openCheckpoint,
  proveConsistency,
  proveInclusion,
  tilePath,
  tilesOf,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '#libs/merkle';
import type { Tile, VerifiedCheckpoint, VerifierKey } from '#libs/merkle';

export interface FetchedLog {
  readonly checkpoint: VerifiedCheckpoint;
  readonly entries: readonly Buffer[];
}

/**
 * A client of any log that serves C2SP tlog-tiles under a prefix. It trusts the key alone: what it
 * gives out is what the signed root stands for.
 */
export class TileClient {
  constructor(
    private readonly prefix: string,
    private readonly trusted: readonly VerifierKey[],
    /** For the entries only, which not everybody may read. */
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  async checkpoint(): Promise<VerifiedCheckpoint> {
    return openCheckpoint(await this.fetch('checkpoint', {}), this.trusted);
  }

  /** Everything: each tile, each entry, and a proof of each of them. */
  async all(): Promise<FetchedLog> {
    const checkpoint = await this.checkpoint();
    const tiles = await this.tiles(checkpoint.size);
    const readNodes = nodesFromTiles(checkpoint.size, (wanted) =>
      wanted.map((tile) => tiles.get(tilePath(tile)) ?? Buffer.of()),
    );
    const root = await treeRoot(checkpoint.size, readNodes);
    if (!root.equals(checkpoint.root)) throw new Error('The tiles have another root.');
    const entries = await this.entries(checkpoint.size);
    for (const [index, entry] of entries.entries()) {
      const proof = await proveInclusion(index, checkpoint.size, readNodes);
      verifyInclusion(leafHash(entry), index, checkpoint, proof);
    }
    return { checkpoint, entries };
  }

  /** That the log still begins with what was seen before. */
  async follows(earlier: VerifiedCheckpoint): Promise<VerifiedCheckpoint> {
    const later = await this.checkpoint();
    const readNodes = nodesFromTiles(later.size, (wanted) =>
      Promise.all(wanted.map((tile) => this.fetch(tilePath(tile), {}))),
    );
    const proof = await proveConsistency(earlier.size, later.size, readNodes);
    verifyConsistency(earlier, later, proof);
    return later;
  }

  private async tiles(size: number): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map<string, Buffer>();
    for (const tile of tilesOf(size)) {
      found.set(tilePath(tile), await this.fetch(tilePath(tile), {}));
    }
    return found;
  }

  private async entries(size: number): Promise<readonly Buffer[]> {
    const bundles: Tile[] = [...tilesOf(size)]
      .filter(({ level }) => level === 0)
      .map((tile) => ({ ...tile, level: 'entries' }));
    const found: Buffer[] = [];
    for (const bundle of bundles) {
      const bytes = await this.fetch(tilePath(bundle), this.headers);
      found.push(...decodeEntryBundle(bytes, bundle.width));
    }
    return found;
  }

  private async fetch(path: string, headers: Readonly<Record<string, string>>): Promise<Buffer> {
    const answer = await fetch(`${this.prefix}/${path}`, { headers });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }
}
