import type { Checkpoint } from '#libs/merkle';
import type { RecordedOrigin } from './origin-begun.js';

/** What became of the events that a checkpoint was signed over. */
export type Fate =
  /** They are here, if its root is theirs. */
  | { readonly fate: 'here' }
  /** The last of them were lost, as this event says, which names a checkpoint over no fewer. */
  | { readonly fate: 'lost'; readonly by: RecordedOrigin }
  /** Their log did not go on so far, or was not begun yet, and no event says that they were lost. */
  | { readonly fate: 'unaccounted'; readonly by: RecordedOrigin };

/**
 * The names that a log has had, one after another. Each ended where the next was begun: a checkpoint
 * of a former name is held against what survived, and a longer one was lost with what it covers.
 * Whoever asks answers for the events: they prove nothing until a checkpoint covers them that a
 * trusted key has signed.
 */
export class LogOrigins {
  /** @param begun in the order of their positions */
  constructor(readonly begun: readonly RecordedOrigin[]) {}

  /** Every name that an event knows of. */
  get names(): readonly string[] {
    return [...new Set(this.begun.flatMap(({ origin, former }) => [former.origin, origin]))];
  }

  fateOf({ origin, size }: Pick<Checkpoint, 'origin' | 'size'>): Fate {
    const at = this.begun.findIndex((one) => one.origin === origin);
    const [own, next] = [this.begun[at], this.begun[at + 1]];
    if (own !== undefined && size < own.position) return { fate: 'unaccounted', by: own };
    if (next === undefined || size < next.lostFrom) return { fate: 'here' };
    return { fate: size <= next.former.size ? 'lost' : 'unaccounted', by: next };
  }
}
