import { CompanyCounts } from '#libs/governance';
import { LogFault } from '#libs/ledger';
import type { Ledger } from '#libs/ledger';
import { refuseOther, unreadable } from './head-of-company.js';
import { HeadsTree } from './heads-tree.js';
import { headsIn, HEADS_STREAM } from './log-heads.js';
import type { LogHeads } from './log-heads.js';

export interface HeadsVerification {
  /** Heads at or before this position were verified by an earlier run. */
  readonly after: number;
  readonly upTo: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface VerifiedHeads {
  /** Those that were compared with the events. */
  readonly checked: number;
  readonly faults: readonly LogFault[];
}

interface PlacedHeads extends LogHeads {
  readonly position: number;
}

/** Compares every `log.heads` after a position with the events, which it counts once for all. */
export async function verifyHeads(
  ledger: Pick<Ledger, 'stream'>,
  verification: HeadsVerification,
): Promise<VerifiedHeads> {
  const faults: LogFault[] = [];
  const waiting = [...(await headsAfter(ledger, verification, faults))];
  const checked = waiting.length;
  const total = waiting.at(-1)?.upTo ?? 0;
  const counts = new CompanyCounts();
  let done = 0;
  const compare = (): void => {
    while (waiting[0]?.upTo === done) {
      const heads = waiting.shift();
      const fault = heads && faultIn(counts, heads);
      if (fault) faults.push(fault);
    }
  };
  compare();
  for await (const event of ledger.stream({ before: total + 1 })) {
    counts.take(event);
    done = event.position;
    compare();
    if (done % PROGRESS_EVENTS === 0) verification.onProgress?.({ done, total });
  }
  return { checked, faults };
}

const PROGRESS_EVENTS = 1_000;

/** Ordered by what they count; those that cannot be read are faults. */
async function headsAfter(
  ledger: Pick<Ledger, 'stream'>,
  { after, upTo }: HeadsVerification,
  faults: LogFault[],
): Promise<readonly PlacedHeads[]> {
  const found: PlacedHeads[] = [];
  for await (const event of ledger.stream({
    subjects: [HEADS_STREAM],
    after,
    before: upTo + 1,
  })) {
    const heads = headsIn(event);
    if (heads === undefined) faults.push(unreadable(event.position));
    else found.push({ ...heads, position: event.position });
  }
  return found.sort((one, other) => one.upTo - other.upTo);
}

function faultIn(counts: CompanyCounts, heads: PlacedHeads): LogFault | undefined {
  try {
    refuseOther(new HeadsTree(counts.all()), counts.forAll, heads, heads.position);
    return undefined;
  } catch (error) {
    if (error instanceof LogFault) return error;
    throw error;
  }
}
