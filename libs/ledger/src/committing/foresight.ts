import type { AppendRequest } from '../append.js';
import { FORESEEN_STREAMS_MAX } from '../limits.js';
import type { PreparedAppend, PreparedProposal } from './judge.js';
import type { LedgerState } from './known.js';

/** An event whose place is known before the head is locked, if nobody else has moved it. */
export interface ForeseenEvent {
  readonly prepared: PreparedProposal;
  readonly sequence: number;
}

/** A group all of which is accepted if the ledger still ends where this process left it. */
export interface ForeseenGroup {
  /** Where the ledger ends then; the group follows. */
  readonly position: number;
  readonly recordedtime: string;
  /** Of each append, its events in order. */
  readonly appends: readonly (readonly ForeseenEvent[])[];
}

/** What a group that was read found in the ledger. */
export interface Before {
  readonly position: number;
  /** Events of its own that were recorded already. */
  readonly events: number;
}

/**
 * What this process knows of the ledger's end because it was the last to write: with it a group
 * needs no reading. It is a guess, which the transaction that rests on it verifies by the place
 * and the time of the last event. Only acceptances are foreseen; a refusal has to be read.
 */
export class Foresight {
  private position = NaN;
  private recordedtime = '';
  /** Streams in the order in which they were last used. */
  private readonly sequences = new Map<string, number>();
  private isTrusted = false;

  foresee(group: readonly PreparedAppend[]): ForeseenGroup | undefined {
    if (!this.isTrusted) return undefined;
    const moved = new Map<string, number>();
    const appends: (readonly ForeseenEvent[])[] = [];
    for (const append of group) {
      const events = this.foreseeOne(append, moved);
      if (events === undefined) return undefined;
      appends.push(events);
    }
    return { position: this.position, recordedtime: this.recordedtime, appends };
  }

  private foreseeOne(
    { request, events }: PreparedAppend,
    moved: Map<string, number>,
  ): readonly ForeseenEvent[] | undefined {
    if (hasClaims(request)) return undefined;
    for (const { subject, sequence } of request.guards ?? []) {
      if (this.sequenceOf(subject, moved) !== sequence) return undefined;
    }
    const foreseen: ForeseenEvent[] = [];
    for (const prepared of events) {
      const { event, expectedVersion, personal } = prepared;
      const actual = this.sequenceOf(event.subject, moved);
      if (actual === undefined || personal.length > 0) return undefined;
      if (expectedVersion !== undefined && expectedVersion !== actual) return undefined;
      moved.set(event.subject, actual + 1);
      foreseen.push({ prepared, sequence: actual + 1 });
    }
    return foreseen;
  }

  private sequenceOf(subject: string, moved: ReadonlyMap<string, number>): number | undefined {
    return moved.get(subject) ?? this.sequences.get(subject);
  }

  /** The group was recorded as foreseen. */
  fulfilled({ position, appends }: ForeseenGroup, recordedtime: string): void {
    const events = appends.flat();
    this.position = position + events.length;
    this.recordedtime = recordedtime;
    for (const { prepared, sequence } of events) this.keep(prepared.event.subject, sequence);
  }

  /**
   * A group was read and judged; the ledger ended at `before` and ends as `state` says. Who takes
   * turns with other processes, or is sent what is recorded already, would foresee in vain.
   */
  learn(before: Before, state: LedgerState): void {
    const wasLast = before.position === this.position;
    const hasWritten = state.position > before.position;
    if (!wasLast) this.forget();
    if (!wasLast && !hasWritten) return;
    if (hasWritten) this.recordedtime = state.recordedtime;
    this.position = state.position;
    for (const [subject, sequence] of state.sequences) this.keep(subject, sequence);
    this.isTrusted = wasLast && before.events === 0;
  }

  /** The next group is read: an event of this one was recorded before. */
  doubt(): void {
    this.isTrusted = false;
  }

  /** Somebody else has moved the head, or nobody knows. */
  forget(): void {
    this.position = NaN;
    this.isTrusted = false;
    this.sequences.clear();
  }

  private keep(subject: string, sequence: number): void {
    this.sequences.delete(subject);
    this.sequences.set(subject, sequence);
    if (this.sequences.size <= FORESEEN_STREAMS_MAX) return;
    const [oldest] = this.sequences.keys();
    if (oldest !== undefined) this.sequences.delete(oldest);
  }
}

function hasClaims({ claims = [], releases = [] }: AppendRequest): boolean {
  return claims.length > 0 || releases.length > 0;
}
