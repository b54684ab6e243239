import { CompanyCounts } from '#libs/governance';
import type { Ledger } from '#libs/ledger';

/** What heads are read from: the ledger, or one state of it. */
export type HeadsSource = Pick<Ledger, 'newest' | 'stream'>;

/**
 * Counts the events up to a position, read page by page: it holds no lock and no transaction, for
 * what is recorded does not change.
 * @throws the reason of the signal, once it is aborted
 */
export async function countCompanies(
  ledger: Pick<HeadsSource, 'stream'>,
  upTo: number,
  signal?: AbortSignal,
): Promise<CompanyCounts> {
  const counts = new CompanyCounts();
  for await (const event of ledger.stream({ before: upTo + 1 })) {
    signal?.throwIfAborted();
    counts.take(event);
  }
  return counts;
}
