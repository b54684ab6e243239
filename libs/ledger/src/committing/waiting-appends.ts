import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Verdict } from '../append.js';
import { LedgerUnavailable } from '../errors.js';
import { GROUP_BYTES_MAX, GROUP_EVENTS_MAX, RETRY_AFTER_SECONDS } from '../limits.js';
import type { PreparedAppend } from './judge.js';

export interface WaitingLimits {
  readonly eventsMax: number;
  readonly bytesMax: number;
}

type CommitGroup = (group: readonly PreparedAppend[]) => Promise<readonly (Verdict | Error)[]>;

interface Waiting {
  readonly append: PreparedAppend;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: Error) => void;
}

/** The appends of this process that wait to be carried, and the one group that is under way. */
export class WaitingAppends {
  private queue: Waiting[] = [];
  private events = 0;
  private bytes = 0;
  private draining: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly commitGroup: CommitGroup,
    private readonly limits: WaitingLimits,
  ) {}

  /** @throws LedgerUnavailable when too much waits already, or after `close` */
  add(append: PreparedAppend): Promise<Verdict> {
    if (this.closed) return Promise.reject(unavailable('this process is closing'));
    const events = this.events + append.events.length;
    const bytes = this.bytes + append.bytesMax;
    if (events > this.limits.eventsMax || bytes > this.limits.bytesMax) {
      return Promise.reject(unavailable('too many appends are waiting'));
    }
    this.events = events;
    this.bytes = bytes;
    return new Promise((resolve, reject) => {
      this.queue.push({ append, resolve, reject });
      this.draining ??= this.drain();
    });
  }

  /** Refuses what comes, and waits for what was taken. */
  async close(): Promise<void> {
    this.closed = true;
    await this.draining;
  }

  private async drain(): Promise<void> {
    // A turn later, whoever appends at this moment, or goes on after a verdict, is in the queue.
    await nextTurn();
    while (this.queue.length > 0) {
      await this.carry(this.takeGroup());
      await nextTurn();
    }
    this.draining = undefined;
  }

  private takeGroup(): readonly Waiting[] {
    let events = 0;
    let bytes = 0;
    const past = this.queue.findIndex(({ append }, index) => {
      events += append.events.length;
      bytes += append.bytesMax;
      return index > 0 && (events > GROUP_EVENTS_MAX || bytes > GROUP_BYTES_MAX);
    });
    return this.queue.splice(0, past === -1 ? this.queue.length : past);
  }

  private async carry(group: readonly Waiting[]): Promise<void> {
    const outcomes = await this.outcomes(group.map(({ append }) => append));
    for (const [index, { append, resolve, reject }] of group.entries()) {
      this.events -= append.events.length;
      this.bytes -= append.bytesMax;
      const outcome = outcomes[index] ?? new Error('An append got no verdict.');
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    }
  }

  private async outcomes(
    appends: readonly PreparedAppend[],
  ): Promise<readonly (Verdict | Error)[]> {
    try {
      return await this.commitGroup(appends);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return appends.map(() => failure);
    }
  }
}

function unavailable(reason: string): LedgerUnavailable {
  return new LedgerUnavailable(reason, RETRY_AFTER_SECONDS);
}
