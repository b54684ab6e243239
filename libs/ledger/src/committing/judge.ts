import type { AppendRequest, Receipt, Verdict } from '../append.js';
import { idKey, sameContent } from './known.js';
import type { KnownEvent, LedgerState } from './known.js';
import { leafAt } from './leaf.js';
import type { PreparedEvent } from './leaf.js';
import type { PersonalValue } from '../personal-value.js';

/** One event with all that is stored of it. */
export interface PreparedProposal extends PreparedEvent {
  readonly personal: readonly PersonalValue[];
}

/** One append, ready to be judged. */
export interface PreparedAppend {
  readonly request: AppendRequest;
  readonly events: readonly PreparedProposal[];
  readonly bytesMax: number;
}

export interface AcceptedEvent {
  readonly leafHash: string;
  readonly bytes: Buffer;
  readonly timeMs: number;
  readonly personal: readonly PersonalValue[];
}

/** What an accepted append changes, and its verdict. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly accepted: readonly AcceptedEvent[];
}

/**
 * The verdict on one append over the ledger as the accepted members of its group before it leave
 * it. An accepted append is entered into `state`; a refused one leaves it as it was.
 */
export function judge(append: PreparedAppend, state: LedgerState): Judgement {
  const draft = new Draft(state);
  for (const [index, prepared] of append.events.entries()) {
    const refusal = draft.add(prepared, index);
    if (refusal !== undefined) return refused(refusal);
  }
  // An append that was recorded before has itself moved its streams and taken its claims.
  if (draft.accepted.length > 0) {
    const refusal = failedGuard(append.request, state) ?? takenClaim(append.request, state);
    if (refusal !== undefined) return refused(refusal);
    exchangeClaims(append.request, state.holders);
  }
  draft.enter();
  return {
    verdict: { outcome: 'recorded', receipts: draft.receipts },
    accepted: draft.accepted,
  };
}

function refused(verdict: Verdict): Judgement {
  return { verdict, accepted: [] };
}

/** The events of one append laid over the state, until it is known that all are accepted. */
class Draft {
  readonly accepted: AcceptedEvent[] = [];
  readonly receipts: Receipt[] = [];
  private readonly events = new Map<string, KnownEvent>();
  private readonly sequences = new Map<string, number>();

  constructor(private readonly state: LedgerState) {}

  add(prepared: PreparedProposal, index: number): Verdict | undefined {
    const { event } = prepared;
    const key = idKey(event.source, event.id);
    const earlier = this.events.get(key) ?? this.state.events.get(key);
    if (earlier !== undefined) return this.repeat(event, earlier, index);
    const actual = this.sequences.get(event.subject) ?? sequenceOf(this.state, event.subject);
    const expected = prepared.expectedVersion;
    if (expected !== undefined && expected !== actual) {
      return { outcome: 'version-conflict', index, subject: event.subject, expected, actual };
    }
    this.accept(prepared, key, actual + 1);
    return undefined;
  }

  private repeat(
    event: PreparedEvent['event'],
    earlier: KnownEvent,
    index: number,
  ): Verdict | undefined {
    if (!sameContent(event, earlier.event)) {
      return { outcome: 'id-reused', index, position: earlier.receipt.position };
    }
    this.receipts.push({ ...earlier.receipt, duplicate: true });
    return undefined;
  }

  private accept(prepared: PreparedProposal, key: string, sequence: number): void {
    const { event, timeMs, personal } = prepared;
    const { recordedtime } = this.state;
    const position = this.state.position + this.accepted.length + 1;
    const { bytes, leafHash } = leafAt(prepared, position, sequence, recordedtime);
    const receipt: Receipt = {
      source: event.source,
      id: event.id,
      subject: event.subject,
      position,
      sequence,
      recordedtime,
      leafHash,
      duplicate: false,
    };
    this.accepted.push({ bytes, leafHash, timeMs, personal });
    this.receipts.push(receipt);
    this.events.set(key, { receipt, event });
    this.sequences.set(event.subject, sequence);
  }

  enter(): void {
    this.state.position += this.accepted.length;
    for (const [key, event] of this.events) this.state.events.set(key, event);
    for (const [subject, sequence] of this.sequences) this.state.sequences.set(subject, sequence);
  }
}

function sequenceOf(state: LedgerState, subject: string): number {
  return state.sequences.get(subject) ?? 0;
}

function failedGuard(request: AppendRequest, state: LedgerState): Verdict | undefined {
  for (const { subject, sequence } of request.guards ?? []) {
    const actual = sequenceOf(state, subject);
    if (actual !== sequence) return { outcome: 'guard-failed', subject, actual };
  }
  return undefined;
}

function takenClaim(request: AppendRequest, state: LedgerState): Verdict | undefined {
  const holders = new Map<string, string>();
  for (const { name, holder } of request.claims ?? []) {
    const current = holders.get(name) ?? holderAfterReleases(request, state, name);
    if (current !== undefined && current !== holder) {
      return { outcome: 'claim-taken', name, holder: current };
    }
    holders.set(name, holder);
  }
  return undefined;
}

function holderAfterReleases(
  request: AppendRequest,
  state: LedgerState,
  name: string,
): string | undefined {
  const holder = state.holders.get(name);
  const released = request.releases?.some(
    (given) => given.name === name && given.holder === holder,
  );
  return released === true ? undefined : holder;
}

function exchangeClaims(request: AppendRequest, holders: Map<string, string>): void {
  for (const { name, holder } of request.releases ?? []) {
    if (holders.get(name) === holder) holders.delete(name);
  }
  for (const { name, holder } of request.claims ?? []) holders.set(name, holder);
}
