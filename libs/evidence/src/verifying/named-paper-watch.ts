import type { RecordedEvent } from '#libs/ledger/pure';
import { papersNamed } from '../contents/named-papers.js';
import { paperEntry } from '../format/entry-names.js';
import type { Findings } from './findings.js';
import type { OpenedPack } from './opened-pack.js';

/** Looks for the evidence that names each paper of a pack. */
export class NamedPaperWatch {
  private readonly unnamed: Set<string>;

  constructor(
    private readonly pack: OpenedPack,
    private readonly findings: Findings,
  ) {
    this.unnamed = new Set(pack.papers);
  }

  take(event: RecordedEvent): void {
    for (const sha256 of papersNamed(event)) this.unnamed.delete(sha256);
  }

  /** To be called behind the last event, once the files are known to be those of the manifest. */
  end(): void {
    const { files } = this.pack.manifest;
    const sums = new Map(files.map(({ name, sha256 }) => [name, sha256]));
    for (const paper of this.pack.papers) {
      if (sums.get(paperEntry(paper)) !== paper) {
        this.findings.add('paper', `The paper ${paper} has another SHA-256 than its name says.`);
      }
    }
    for (const paper of this.unnamed) {
      this.findings.add('paper', `No evidence names the paper ${paper}.`);
    }
  }
}
