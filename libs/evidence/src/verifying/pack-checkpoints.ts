import { Malformed, SignatureRefused } from '#libs/merkle';
import type { VerifiedCheckpoint } from '#libs/merkle';
import { ENTRY } from '../format/entry-names.js';
import { MalformedPack } from '../format/malformed-pack.js';
import { parseConsistency } from '../format/proofs.js';
import type { PackedConsistency } from '../format/proofs.js';
import type { Findings } from './findings.js';
import type { OpenedPack } from './opened-pack.js';
import { TrustRoots } from './trust-roots.js';

/** What the log is said to have signed; as far as no finding says otherwise, it has. */
export interface PackCheckpoints {
  readonly checkpoint: VerifiedCheckpoint;
  readonly since?: { readonly checkpoint: VerifiedCheckpoint; readonly proof: PackedConsistency };
}

/** @throws MalformedPack */
export async function openCheckpoints(
  pack: OpenedPack,
  trust: TrustRoots,
  findings: Findings,
): Promise<PackCheckpoints> {
  const { covered, question } = pack.manifest;
  const checkpoint = await openNote(pack, ENTRY.checkpoint, trust, findings);
  if (checkpoint.size !== covered) {
    findings.add('manifest', `The checkpoint is over ${checkpoint.size} events, not ${covered}.`);
  }
  if (question.since === undefined) return { checkpoint };
  const since = await openNote(pack, ENTRY.checkpointSince, trust, findings);
  const proof = parseConsistency(await pack.whole(ENTRY.consistency));
  const isAsked = since.size === question.since && proof.from === since.size;
  if (!isAsked || proof.to !== checkpoint.size || since.origin !== checkpoint.origin) {
    const detail = `The earlier checkpoint is not that of ${question.since} events, or its proof is not.`;
    findings.add('manifest', detail);
  }
  return { checkpoint, since: { checkpoint: since, proof } };
}

async function openNote(
  pack: OpenedPack,
  name: string,
  trust: TrustRoots,
  findings: Findings,
): Promise<VerifiedCheckpoint> {
  const note = await pack.whole(name);
  try {
    return trust.open(note);
  } catch (error) {
    if (error instanceof Malformed) throw malformed(name, error);
    if (!(error instanceof SignatureRefused)) throw error;
    findings.add('signature', `The ${name} is not vouched for: ${error.message}`, {
      notes: [note.toString('utf8')],
    });
    return openUnsigned(note, name);
  }
}

/** For what else can be said of a pack whose signature does not hold. */
function openUnsigned(note: Buffer, name: string): VerifiedCheckpoint {
  try {
    return TrustRoots.of([]).open(note);
  } catch (error) {
    throw error instanceof Malformed ? malformed(name, error) : error;
  }
}

function malformed(name: string, { what, reason }: Malformed): MalformedPack {
  return new MalformedPack(`its ${name} is none, for the ${what} is wrong: ${reason}`);
}
