import { CompanyCounts } from '#libs/governance';
import type { LedgerSnapshot } from '#libs/ledger';
import { CompanyNotInPack, isForAll } from '../contents/company-fold.js';

/** What Edict itself recorded of the ledger, such as heads and keys. */
const LOG = 'log/';

/** The streams of which a company's pack is made, and how many events they have. */
export interface StreamsOfPack {
  readonly streams: readonly string[];
  readonly events: number;
}

/**
 * Those that concern the company, those of the rulebook, and the log's own. All events are read for
 * it, since only their bytes say whom they concern.
 * @throws CompanyNotInPack
 */
export async function streamsOfPack(
  snapshot: LedgerSnapshot,
  company: string,
  position: number,
): Promise<StreamsOfPack> {
  const counts = new CompanyCounts();
  const others = new Map<string, number>();
  for await (const event of snapshot.events(position)) {
    const { subject } = event;
    counts.take(event);
    if (!isForAll(subject) && !subject.startsWith(LOG)) continue;
    others.set(subject, (others.get(subject) ?? 0) + 1);
  }
  const own = counts.streamsOf(company);
  if (!own.includes(`companies/${company}`)) throw new CompanyNotInPack(company);
  for (const subject of own) others.delete(subject);
  const events = [...others.values()].reduce((sum, one) => sum + one, counts.of(company));
  return { streams: [...own, ...others.keys()].sort(), events };
}
