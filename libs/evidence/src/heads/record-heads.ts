import type { Ledger, RecordedEvent } from '#libs/ledger';
import { areHeadsDue } from './are-heads-due.js';
import { countCompanies } from './count-companies.js';
import { HeadsTree } from './heads-tree.js';
import { headsIn, HEADS_STREAM, logHeads } from './log-heads.js';
import type { LogHeads } from './log-heads.js';

/** What was committed to, and the position of the event that does. */
export interface RecordedHeads extends LogHeads {
  readonly position: number;
}

/**
 * Commits to how many events each company has, if that is due: an excerpt of the ledger can then be
 * shown to be whole. Of several processes that do so at once, one records.
 * @throws LedgerUnavailable, or the reason of the signal, and nothing was recorded
 */
export async function recordHeads(
  ledger: Ledger,
  now: Date,
  signal?: AbortSignal,
): Promise<RecordedHeads | undefined> {
  const last = await ledger.newest(HEADS_STREAM);
  const { position: upTo, recordedtime } = await ledger.head();
  if (recordedtime === undefined) return undefined;
  const uncounted = await firstUncounted(ledger, last);
  if (!areHeadsDue({ now, last, uncounted, newest: { recordedtime } })) return undefined;
  const counts = await countCompanies(ledger, upTo, signal);
  const tree = new HeadsTree(counts.all());
  const heads = { upTo, companies: tree.size, root: tree.root(), forAll: counts.forAll };
  const event = logHeads(heads, now.toISOString());
  const expectedVersion = last?.sequence ?? 0;
  const verdict = await ledger.append({ proposals: [{ event, expectedVersion }] });
  const [receipt] = verdict.outcome === 'recorded' ? verdict.receipts : [];
  return receipt?.duplicate === false ? { ...heads, position: receipt.position } : undefined;
}

/** The heads themselves need no others. */
async function firstUncounted(
  ledger: Ledger,
  last: RecordedEvent | undefined,
): Promise<RecordedEvent | undefined> {
  const next = ((last && headsIn(last)?.upTo) ?? 0) + 1;
  const position = next === last?.position ? next + 1 : next;
  return (await ledger.at(position))?.event;
}
