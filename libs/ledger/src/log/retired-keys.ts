import { formatVerifierKey } from '#libs/merkle';
import type { VerifiedCheckpoint, VerifierKey } from '#libs/merkle';
import type { RecordedEvent } from '../event.js';
import { instantMs } from '../instant.js';
import { rotationIn } from './key-rotation.js';

interface Range {
  readonly untilMs: number;
  /** Positions, once an event is known that was recorded later than that. */
  upTo: number;
}

/**
 * What keys that were rotated out stand for. A former key signs beside the next one for the thirty
 * days that its rotation gives it (`formerSignUntil` of `log.key-rotated`); so alone it stands for
 * the events that were recorded by then, for ever, and for no checkpoint over a later one: that was
 * made with a key that should be destroyed. A key that no rotation names as former stands for all.
 *
 * It makes no key one to trust: those are arguments of whoever verifies, and a retired key is one
 * of them or none. Pure, so that a pack is judged as the ledger is.
 */
export class RetiredKeys {
  private readonly ranges = new Map<string, Range>();

  /**
   * Takes events in the order of their positions: all of a ledger, or an excerpt that has those of
   * `log/keys`. Of an excerpt a range may come out longer, by what is left out at its end.
   */
  take(event: RecordedEvent): void {
    const recordedMs = instantMs(event.recordedtime) ?? 0;
    for (const range of this.ranges.values()) {
      if (range.upTo === Infinity && recordedMs > range.untilMs) range.upTo = event.position - 1;
    }
    const rotation = rotationIn(event);
    for (const key of rotation?.former ?? []) {
      // The first rotation that a key was former in is the one that counts.
      if (rotation && !this.ranges.has(key)) {
        this.ranges.set(key, { untilMs: rotation.formerSignUntilMs, upTo: Infinity });
      }
    }
  }

  /** The size of the largest checkpoint that the key may have signed alone. */
  sizeMax(key: VerifierKey): number {
    return this.ranges.get(formatVerifierKey(key))?.upTo ?? Infinity;
  }

  /** Whether one of those who signed a checkpoint stands for its size. */
  accept({ size, signedBy }: Pick<VerifiedCheckpoint, 'size' | 'signedBy'>): boolean {
    return signedBy.some((key) => size <= this.sizeMax(key));
  }
}
