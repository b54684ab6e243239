import type { FieldProblem } from '../payload/problems-with.js';
import type { States, StreamKind } from '../states/states.js';
import type { TermKind } from '../vocabulary/term.js';
import type { KnownEvent, LedgerEvent } from './known-event.js';
import type { RejectionCode } from './rejections.js';

export interface Localized {
  readonly en: string;
  readonly zh: string;
}

export interface Rejected {
  readonly outcome: 'rejected';
  /** Public API: a code that a program can act on, e.g. `unknown-subject`. */
  readonly code: RejectionCode;
  readonly detail: string;
  /** JSON pointer into the event, e.g. `/data/feature`. */
  readonly pointer?: string;
  /** Every problem found, where there may be several. */
  readonly problems?: readonly FieldProblem[];
}

export interface Warning {
  readonly code: 'no-effect' | 'no-evidence' | 'before-introduction';
  readonly message: string;
}

/** A name that at most one stream holds at a time. */
export interface UniqueName {
  readonly name: string;
  readonly pointer: string;
  /** The rejection code when another stream holds it, e.g. `duplicate-number`. */
  readonly code: RejectionCode;
}

/** A stream that an event names in its data and that must exist. */
export interface NamedStream {
  readonly subject: string;
  readonly pointer: string;
}

/** A word that an event uses and that must be declared. */
export interface UsedTerm {
  readonly kind: TermKind;
  readonly name: string;
  readonly pointer: string;
}

export interface Accepted {
  readonly outcome: 'accepted';
  readonly warnings: readonly Warning[];
  /** Names that the event's stream takes. */
  readonly claims: readonly string[];
  /** Names that the event's stream gives up. */
  readonly releases: readonly string[];
}

export type Decision = Accepted | Rejected;

/** An event that somebody proposes: shape-checked, not yet decided. */
export interface Proposal<Data = unknown> {
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  /** In the current version of its type. */
  readonly data: Data;
}

/** What a guard may look at: the known set at the head, whatever the valid times. */
export interface Known {
  /** By default of all times; else what is of a valid time after `until` is left out. */
  state<Kind extends StreamKind>(kind: Kind, id: string, until?: number): States[Kind];
  /** Whether an introducing event of the stream is known. */
  exists(subject: string): boolean;
  /** Whether the vocabulary or a `term.defined` event declares this name. */
  declares(kind: TermKind, name: string): boolean;
  /** The stream's events as recorded, in position order. */
  stream(subject: string): readonly LedgerEvent[];
  /** The stream's events as they are known, in the order in which they fold. */
  events(subject: string): readonly KnownEvent[];
  /** The stream that holds a unique name. */
  holder(name: string): string | undefined;
  /** Whether the catalogue has this type of event. */
  hasType(type: string): boolean;
}

export type Constructor<T> = new () => T;

/**
 * Returns the same state (the same reference) where the event has no effect; never throws.
 *
 * Written as a method so that steps for different payloads fit into one catalogue: an event
 * reaches its own type's step only, and its data was checked by that type's payload class.
 */
export type Evolve<Data, State> = {
  step(state: State, event: KnownEvent<Data>): State;
}['step'];

/** Everything Edict knows of one event type, in one place. */
export interface EventType<Data extends object = object> {
  readonly type: string;
  readonly title: Localized;
  readonly version: number;
  readonly payload: Constructor<Data>;
  /** A payload and a subject that are valid, for the OpenAPI document, templates and tests. */
  readonly example: { readonly subject: string; readonly time: string; readonly data: object };
  /** `upcasters[n]` lifts data of version n + 1 to version n + 2. */
  readonly upcasters?: readonly ((data: object) => object)[];
  /** The streams it may stand on, each with the fold of that stream's state. */
  readonly evolve: { readonly [Kind in StreamKind]?: Evolve<Data, States[Kind]> };
  /** `once`: brings its stream into being and is refused there a second time (`already-exists`);
   * `or-continues`: brings it into being where it is new. */
  readonly introduces?: 'once' | 'or-continues';
  /** Further streams that it names and that must exist, e.g. the company of a system. */
  names?(data: Data): readonly NamedStream[];
  /** Words that must be declared (`unknown-term`). */
  terms?(data: Data): readonly UsedTerm[];
  /** Names that its stream alone may hold. */
  claims?(data: Data): readonly UniqueName[];
  /** Says beforehand that `decide` looks at what its stream has folded to so far. */
  readonly looksBack?: true;
  /** What only this type refuses; nothing means accepted. */
  decide?(proposal: Proposal<Data>, known: Known): Rejected | undefined;
}

/** Keeps the payload's type while an event type is written down. */
export function defineEvent<Data extends object>(eventType: EventType<Data>): EventType<Data> {
  return eventType;
}
