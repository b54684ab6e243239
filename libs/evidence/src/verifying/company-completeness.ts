import { CompanyCounts } from '#libs/governance';
import { EVENT_BYTES_MAX } from '#libs/ledger/pure';
import type { RecordedEvent } from '#libs/ledger/pure';
import { ProofRefused, verifyInclusion } from '#libs/merkle';
import { ENTRY } from '../format/entry-names.js';
import { parseHeads } from '../format/proofs.js';
import type { PackedHeads } from '../format/proofs.js';
import { headsLeafHash } from '../heads/heads-tree.js';
import { headsIn, HEADS_STREAM } from '../heads/log-heads.js';
import type { LogHeads } from '../heads/log-heads.js';
import type { Findings } from './findings.js';
import { eventOfLeaf, NoLeaf } from './leaf.js';
import type { OpenedPack } from './opened-pack.js';

/** How far a pack about a company is shown to have all events that concern it. */
export interface Completeness {
  /** The ledger has committed to the count of the events up to here. */
  readonly upTo: number;
  /** Events up to the position of the pack that nothing is committed to. */
  readonly tail: number;
}

/** Counts the events that concern a company, as the last record of heads in the pack has it. */
export class CompanyCompleteness {
  private readonly counts = new CompanyCounts();
  private lastHeads = 0;
  private headsBehind = 0;

  private constructor(
    private readonly heads: PackedHeads,
    private readonly recorded: LogHeads,
    private readonly findings: Findings,
  ) {}

  /**
   * Nothing where the pack has no record of heads, or one that speaks of nothing in the pack.
   * @throws AlteredEntry, MalformedPack
   */
  static async of(pack: OpenedPack, findings: Findings): Promise<CompanyCompleteness | undefined> {
    if (!pack.has(ENTRY.heads)) return undefined;
    const heads = parseHeads(await pack.whole(ENTRY.heads));
    const recorded = await recordedHeads(pack, heads.position);
    if (recorded !== undefined) return new CompanyCompleteness(heads, recorded, findings);
    findings.add('heads', `Event ${heads.position} of the pack is no record of heads.`, {
      position: heads.position,
    });
    return undefined;
  }

  take(event: RecordedEvent): void {
    const { position, subject } = event;
    if (subject === HEADS_STREAM) this.lastHeads = position;
    if (position <= this.recorded.upTo) this.counts.take(event);
    else if (subject === HEADS_STREAM) this.headsBehind += 1;
  }

  /** To be called behind the last event. */
  end({ company = '', position }: { company?: string; position: number }): Completeness {
    const { heads, recorded, findings } = this;
    const refuse = (kind: 'heads' | 'incomplete', detail: string): void => {
      findings.add(kind, detail, { position: heads.position });
    };
    if (heads.company !== company) refuse('heads', `They are those of ${heads.company}.`);
    if (this.lastHeads !== heads.position) {
      refuse('heads', `Event ${this.lastHeads} is a later record of heads than the one used.`);
    }
    const unproven = this.unproven();
    if (unproven !== undefined) {
      refuse(
        'heads',
        `The count of ${company} is not what event ${heads.position} commits to: ${unproven}.`,
      );
    }
    const count = this.counts.of(company);
    if (count !== heads.count) {
      refuse(
        'incomplete',
        `The ledger has committed to ${heads.count} events that concern ${company} up to ` +
          `${recorded.upTo}, but the pack has ${count} of them.`,
      );
    }
    if (this.counts.forAll !== recorded.forAll) {
      refuse(
        'incomplete',
        `The ledger has committed to ${recorded.forAll} events that concern every company up to ` +
          `${recorded.upTo}, but the pack has ${this.counts.forAll} of them.`,
      );
    }
    const behind = Math.max(0, position - recorded.upTo);
    return { upTo: recorded.upTo, tail: Math.max(0, behind - this.headsBehind) };
  }

  /** Why the count is not shown to be in the tree of heads, if it is not. */
  private unproven(): string | undefined {
    const { company, count, index, size, hashes } = this.heads;
    if (size !== this.recorded.companies) return 'the tree has another size';
    try {
      verifyInclusion(
        headsLeafHash([company, count]),
        index,
        { size, root: this.recorded.root },
        hashes,
      );
      return undefined;
    } catch (error) {
      if (error instanceof ProofRefused) return error.reason;
      throw error;
    }
  }
}

/** What the event at a position commits to; whether it stands in the log is judged elsewhere. */
async function recordedHeads(pack: OpenedPack, position: number): Promise<LogHeads | undefined> {
  for await (const line of pack.lines(ENTRY.events, EVENT_BYTES_MAX)) {
    // Most lines need not be taken apart for this.
    if (!line.includes(HEADS_STREAM)) continue;
    const event = eventIn(line);
    if (event?.position === position) return headsIn(event);
  }
  return undefined;
}

function eventIn(line: Buffer): RecordedEvent | undefined {
  try {
    return eventOfLeaf(line);
  } catch (error) {
    if (error instanceof NoLeaf) return undefined;
    throw error;
  }
}
