import { canonicalBytes } from '#libs/ledger/pure';
import type { PackContents } from '../contents/pack-contents.js';
import { ENTRY } from '../format/entry-names.js';
import { CompanyCompleteness } from './company-completeness.js';
import type { Completeness } from './company-completeness.js';
import { Findings } from './findings.js';
import { LogHistory } from './log-history.js';
import { PROOF_LINE_BYTES_MAX, ProvenPlaces, WholeTree } from './leaf-places.js';
import type { LeafPlaces } from './leaf-places.js';
import { NamedPaperWatch } from './named-paper-watch.js';
import { compareOlder } from './older-checkpoints.js';
import type { ComparedOlder } from './older-checkpoints.js';
import { OpenedPack } from './opened-pack.js';
import { openCheckpoints } from './pack-checkpoints.js';
import type { PackCheckpoints } from './pack-checkpoints.js';
import { PersonalWatch } from './personal-watch.js';
import { compareTold } from './told.js';
import { TrustRoots } from './trust-roots.js';
import type { OlderCheckpoint, OlderNote } from './trust-roots.js';
import type { VerifiedPack } from './verified-pack.js';
import { walkEvents } from './walk-events.js';
import { notChecked, weaknesses } from './weaknesses.js';

export interface PackVerification {
  /** Verifier keys from elsewhere, as text. */
  readonly keys: readonly string[];
  /** Checkpoints that were kept elsewhere. */
  readonly since: readonly OlderNote[];
}

/** What the walk over the events showed. */
export interface Walked {
  readonly events: number;
  readonly since: readonly ComparedOlder[];
  readonly personal: { readonly shown: number; readonly hidden: number };
  readonly completeness: Completeness | undefined;
}

/**
 * Verifies a pack from its bytes and these arguments alone: no server, no clock, nothing that the
 * pack says of itself is believed.
 * @throws MalformedPack, WrongUse; AlteredEntry where a file is not even what its checksum says
 */
export async function verifyPack(
  path: string,
  { keys, since }: PackVerification,
): Promise<VerifiedPack> {
  const trust = TrustRoots.of(keys);
  const older = since.map((note) => trust.openOlder(note));
  const pack = await OpenedPack.open(path);
  try {
    return await new PackVerifier(pack, trust, older).verify();
  } finally {
    await pack.close();
  }
}

class PackVerifier {
  private readonly findings = new Findings();

  constructor(
    private readonly pack: OpenedPack,
    private readonly trust: TrustRoots,
    private readonly older: readonly OlderCheckpoint[],
  ) {}

  async verify(): Promise<VerifiedPack> {
    const { pack, findings } = this;
    await pack.compareSums(findings);
    const checkpoints = await openCheckpoints(pack, this.trust, findings);
    const walked = await this.walk(checkpoints);
    // What is told follows from the events only where these are what was signed.
    if (findings.count === 0) {
      const { checkpoint } = checkpoints;
      const told = await compareTold(pack, checkpoint, walked.completeness, findings);
      if (told !== undefined) this.compareManifest(walked, told);
    }
    return this.conclude(checkpoints, walked);
  }

  private async walk(checkpoints: PackCheckpoints): Promise<Walked> {
    const { pack, findings } = this;
    const { question } = pack.manifest;
    const places = this.places(checkpoints);
    const completeness = await CompanyCompleteness.of(pack, findings);
    const papers = new NamedPaperWatch(pack, findings);
    const personal = new PersonalWatch(pack, findings);
    const history = new LogHistory();
    const watches = [
      papers,
      personal,
      history,
      ...(completeness === undefined ? [] : [completeness]),
    ];
    const events = await walkEvents(pack, places, watches, findings);
    papers.end();
    const rootAt = (size: number) =>
      places instanceof WholeTree ? places.rootAt(size) : undefined;
    return {
      events,
      since: compareOlder({ checkpoints, history, rootAt }, this.older, findings),
      personal: await personal.end(),
      completeness: completeness?.end(question),
    };
  }

  private places({ checkpoint, since }: PackCheckpoints): LeafPlaces {
    const { pack, findings } = this;
    if (pack.manifest.question.company !== undefined) {
      const proofs = pack.lines(ENTRY.proofs, PROOF_LINE_BYTES_MAX);
      return new ProvenPlaces(checkpoint, proofs, findings);
    }
    const kept = [...this.older.map((one) => one.checkpoint), ...(since ? [since.checkpoint] : [])];
    return new WholeTree(checkpoint, new Set(kept.map(({ size }) => size)), findings);
  }

  /** Of what the manifest counts, only the reads of the access log cannot be counted anew. */
  private compareManifest({ events, personal }: Walked, { counts }: PackContents): void {
    const { pack, findings } = this;
    const { counts: said, question } = pack.manifest;
    const found = {
      events,
      papers: pack.papers.length,
      ...(pack.has(ENTRY.personal) && { personal: personal.shown }),
      ...counts,
      ...(question.company !== undefined && { reads: said.reads ?? 0 }),
    };
    if (canonicalBytes(found).equals(canonicalBytes(said))) return;
    findings.add('manifest', 'The manifest does not count what the pack has.');
  }

  private conclude({ checkpoint }: PackCheckpoints, walked: Walked): VerifiedPack {
    const { pack, findings, trust } = this;
    const { question, generator } = pack.manifest;
    const weaker = weaknesses(question, trust.areGiven, walked);
    const isSound = findings.count === 0;
    return {
      verdict: isSound ? (weaker.length === 0 ? 'verified' : 'weaker') : 'tampered',
      question,
      generator,
      origin: checkpoint.origin,
      covered: checkpoint.size,
      root: checkpoint.root.toString('base64'),
      trust: trust.areGiven ? 'given' : 'self-attested',
      signedBy: checkpoint.signedBy.map(({ name, keyId }) => `${name}+${keyId}`),
      events: walked.events,
      ...(walked.completeness && {
        wholeUpTo: walked.completeness.upTo,
        tail: walked.completeness.tail,
      }),
      since: walked.since,
      findings: findings.named,
      findingCount: findings.count,
      weaker,
      notChecked: notChecked(question, checkpoint.size),
    };
  }
}
