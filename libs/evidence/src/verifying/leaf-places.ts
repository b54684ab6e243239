import { CompactRange, ProofRefused, verifyInclusion } from '#libs/merkle';
import type { Hash, TreeHead } from '#libs/merkle';
import { parseInclusion } from '../format/proofs.js';
import type { Findings } from './findings.js';

/** A proof has at most 53 hashes of 44 characters. */
export const PROOF_LINE_BYTES_MAX = 4_096;

/** Judges whether leaves, in their order, stand in the tree that was signed. */
export interface LeafPlaces {
  /** @param position as the leaf itself says, where it is an event */
  take(leaf: Hash, position: number | undefined): Promise<void>;
  /** To be called behind the last leaf. */
  end(): Promise<void>;
}

/** All leaves there are, of which the tree is computed anew. */
export class WholeTree implements LeafPlaces {
  private readonly range = CompactRange.empty();
  private readonly roots = new Map<number, Hash>();

  /** @param sizes at which the root is wanted later */
  constructor(
    private readonly tree: TreeHead,
    private readonly sizes: ReadonlySet<number>,
    private readonly findings: Findings,
  ) {}

  take(leaf: Hash): Promise<void> {
    this.range.append(leaf);
    const { size } = this.range;
    if (this.sizes.has(size)) this.roots.set(size, this.range.root());
    return Promise.resolve();
  }

  end(): Promise<void> {
    const { size, root } = this.tree;
    if (this.range.size !== size) {
      const detail = `The pack has ${this.range.size} events, but its checkpoint is over ${size}.`;
      this.findings.add('root', detail);
    } else if (!this.range.root().equals(root)) {
      const [was, is] = [root, this.range.root()].map((hash) => hash.toString('base64'));
      const detail = `The root over ${size} events was signed as ${was}, but the events give ${is}.`;
      this.findings.add('root', detail);
    }
    return Promise.resolve();
  }

  rootAt(size: number): Hash | undefined {
    return this.roots.get(size);
  }
}

/** Some leaves, each with a proof of its place. */
export class ProvenPlaces implements LeafPlaces {
  /** @param proofs lines in the order of the leaves */
  constructor(
    private readonly tree: TreeHead,
    private readonly proofs: AsyncGenerator<Buffer, void>,
    private readonly findings: Findings,
  ) {}

  async take(leaf: Hash, position: number | undefined): Promise<void> {
    const { value } = await this.proofs.next();
    if (value === undefined) {
      this.refuse(position, 'it has no proof');
      return;
    }
    const { index, hashes } = parseInclusion(value);
    if (position !== index + 1) this.refuse(position, `its proof is of event ${index + 1}`);
    try {
      verifyInclusion(leaf, index, this.tree, hashes);
    } catch (error) {
      if (!(error instanceof ProofRefused)) throw error;
      this.refuse(position, error.reason);
    }
  }

  async end(): Promise<void> {
    const { value } = await this.proofs.next();
    await this.proofs.return();
    if (value !== undefined) this.findings.add('inclusion', 'There are more proofs than events.');
  }

  private refuse(position: number | undefined, why: string): void {
    const event = position === undefined ? 'An event' : `Event ${position}`;
    const detail = `${event} is not shown to be in the log: ${why}.`;
    this.findings.add('inclusion', detail, position === undefined ? {} : { position });
  }
}
