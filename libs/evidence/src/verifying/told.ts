import { CompanyNotInPack, foldCompany } from '../contents/company-fold.js';
import type { CompanyFold } from '../contents/company-fold.js';
import { packContents } from '../contents/pack-contents.js';
import type { PackContents } from '../contents/pack-contents.js';
import { MalformedPack } from '../format/malformed-pack.js';
import type { VerifiedCheckpoint } from '#libs/merkle';
import type { Completeness } from './company-completeness.js';
import type { Findings } from './findings.js';
import { firstDifference } from './first-difference.js';
import type { OpenedPack } from './opened-pack.js';
import { eventsOf } from './walk-events.js';

/**
 * Derives what the pack tells from its events anew and compares it byte for byte. The events are
 * known to be what was signed.
 * @throws MalformedPack where somebody signed what no Edict records, so that nothing follows from it
 */
export function compareTold(...asked: Parameters<typeof compared>): ReturnType<typeof compared> {
  return compared(...asked).catch((error: unknown) => {
    const isOfEvents = error instanceof TypeError || error instanceof RangeError;
    throw isOfEvents
      ? new MalformedPack(`nothing follows from its events (${error.message})`)
      : error;
  });
}

async function compared(
  pack: OpenedPack,
  checkpoint: VerifiedCheckpoint,
  completeness: Completeness | undefined,
  findings: Findings,
): Promise<PackContents | undefined> {
  const { question } = pack.manifest;
  const around = {
    checkpoint,
    ...(completeness !== undefined && { completeTo: completeness.upTo }),
    papers: new Set(pack.papers),
  };
  const fold = await foldOf(pack, findings);
  if (fold === 'impossible') return undefined;
  const contents = await packContents(question, around, fold);
  for (const { name, pieces } of contents.texts) {
    const line = await firstDifference(pack.read(name), pieces());
    if (line === undefined) continue;
    findings.add('told', `Line ${line} of ${name} is not what the events of the pack give.`);
  }
  return contents;
}

async function foldOf(
  pack: OpenedPack,
  findings: Findings,
): Promise<CompanyFold | undefined | 'impossible'> {
  const { company, position } = pack.manifest.question;
  if (company === undefined) return undefined;
  try {
    return await foldCompany(company, position, () => eventsOf(pack));
  } catch (error) {
    if (!(error instanceof CompanyNotInPack)) throw error;
    findings.add('manifest', error.message);
    return 'impossible';
  }
}
