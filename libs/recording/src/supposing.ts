import type { Warning } from '#libs/governance';
import type { NewEvent } from '#libs/ledger';
import type { PersonalValues } from '#libs/personal';
import { decideAll } from './deciding.js';
import type { IncomingEvent } from './incoming-event.js';
import { Knowledge, type Asked } from './knowledge.js';
import { LedgerUpTo } from './ledger-up-to.js';
import { checkBatchSize } from './recorder.js';
import { Refused } from './refused.js';
import { shaped } from './shape.js';
import { StreamCache } from './stream-cache.js';

export interface Supposing {
  readonly actor: string;
  /** What was known once this position was recorded. */
  readonly upTo: number;
  /** Shows whether what is recorded already says the same. */
  readonly personal: Pick<PersonalValues, 'open'>;
}

/** An event that could be recorded. */
export interface Supposed {
  readonly event: NewEvent;
  readonly warnings: readonly Warning[];
  /** True where it is recorded already, or stands earlier in the call: it would add nothing. */
  readonly duplicate: boolean;
}

/**
 * Decides on events as if they were recorded together once a position was, and writes nothing.
 * @throws Refused for the first event that could not be recorded
 */
export async function suppose(
  ledger: Asked,
  events: readonly IncomingEvent[],
  { actor, upTo, personal }: Supposing,
): Promise<readonly Supposed[]> {
  checkBatchSize(events.length);
  const batch = events.map((event) => shaped(event, actor));
  const whole = batch.map((event, index) => {
    if (event instanceof Refused) throw event.at(index);
    return event;
  });
  const sources = { ledger: new LedgerUpTo(ledger, upTo), personal, cache: new StreamCache({}) };
  const knowledge = await Knowledge.of(whole, sources, { mayUseCache: false, warns: true });
  const { drafts } = await decideAll(whole, knowledge, { atomic: true, warns: true });
  return drafts.map((draft, index) => {
    if (draft.outcome === 'refused') throw draft.refusal.at(index);
    if (draft.outcome === 'accepted') {
      return { event: draft.event, warnings: draft.warnings, duplicate: false };
    }
    const { event } = whole[index] ?? missing(index);
    return { event, warnings: [], duplicate: true };
  });
}

function missing(index: number): never {
  throw new Error(`The event ${index} was decided on, but never proposed.`);
}
