import { createHash } from 'node:crypto';
import { canonicalBytes } from '#libs/ledger/pure';
import type { Frame } from './replay.js';

/**
 * The SHA-256 over frames as they are told to anybody: each in canonical form (RFC 8785), followed
 * by a line feed. The same events give the same digest, wherever and whenever they are replayed.
 */
export class FrameDigest {
  private readonly sha256 = createHash('sha256');

  /** Gives the line that was taken, without its line feed. */
  take({ position, event, changes }: Frame): string {
    const line = canonicalBytes({ position, event, changes });
    this.sha256.update(line).update('\n');
    return line.toString('utf8');
  }

  /** In lower-case hex, once, at the end. */
  end(): string {
    return this.sha256.digest('hex');
  }
}
