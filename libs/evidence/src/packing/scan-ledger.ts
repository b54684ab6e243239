import { CompanyCounts, isForAll } from '#libs/governance';
import type { LedgerSnapshot } from '#libs/ledger';
import { CompanyNotInPack } from '../contents/company-fold.js';
import { headIn, lastHeads } from '../heads/head-of-company.js';
import type { HeadOfCompany } from '../heads/head-of-company.js';
import type { PackProgress } from './pack-request.js';

/** What Edict itself recorded of the ledger, such as heads and keys. */
const LOG = 'log/';

/** What a pack of one company is made of. */
export interface Scanned {
  /** Those that concern it, those of the rulebook, and the log's own. */
  readonly streams: readonly string[];
  /** How many events they have. */
  readonly events: number;
  /** What shows that none of the company's events is missing; absent before there were heads. */
  readonly head: HeadOfCompany | undefined;
}

/**
 * Reads all events up to a position, since only their bytes say whom they concern.
 * @throws CompanyNotInPack; LogFault where the ledger has not the events that it has counted
 */
export async function scanLedger(
  snapshot: LedgerSnapshot,
  company: string,
  position: number,
  onProgress: (progress: PackProgress) => void,
): Promise<Scanned> {
  const heads = await lastHeads(snapshot, position);
  const counts = new CompanyCounts();
  const others = new Map<string, number>();
  let head: HeadOfCompany | undefined;
  for await (const event of snapshot.events(position)) {
    counts.take(event);
    if (event.position === heads?.upTo) head = await headIn(heads, counts, company);
    const { subject } = event;
    if (isForAll(subject) || subject.startsWith(LOG)) {
      others.set(subject, (others.get(subject) ?? 0) + 1);
    }
    onProgress({ what: 'Reading events', done: event.position, total: position });
  }
  const own = counts.streamsOf(company);
  if (!own.includes(`companies/${company}`)) throw new CompanyNotInPack(company);
  for (const subject of own) others.delete(subject);
  const events = [...others.values()].reduce((sum, one) => sum + one, counts.of(company));
  return { streams: [...own, ...others.keys()].sort(), events, head };
}
