import type { KnownEvent } from './known-event.js';
import type { States, StreamKind } from '../states/states.js';

export interface Localized {
  readonly en: string;
  readonly zh: string;
}

export interface Rejected {
  readonly outcome: 'rejected';
  /** Public API: a code that a program can act on, e.g. `unknown-subject`. */
  readonly code: string;
  readonly detail: string;
  /** JSON pointer into the event, e.g. `/data/feature`. */
  readonly pointer?: string;
}

export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** A name that at most one stream holds at a time. */
export interface UniqueName {
  readonly name: string;
  readonly pointer: string;
  /** The rejection code when another stream holds it, e.g. `duplicate-number`. */
  readonly code: string;
}

/** The answer of a guard: nothing means accepted. */
export type Decision = Rejected | { readonly outcome: 'accepted'; readonly warnings: readonly Warning[] };

/** An event that somebody proposes: shape-checked, not yet decided. */
export interface Proposal<Data = unknown> {
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: Data;
}

/** What a guard may look at: states folded from the known set at the head, whatever the valid times. */
export interface Known {
  state<Kind extends StreamKind>(kind: Kind, id: string): States[Kind];
  exists(subject: string): boolean;
  /** Whether a vocabulary or a `term.defined` event declares this name. */
  declares(kind: string, name: string): boolean;
}

type Constructor<T> = new () => T;

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
  /** True where the event brings its stream into being (`already-exists` when repeated). */
  readonly introduces?: boolean;
  /** Further streams that the guard looks at, e.g. the company that a system names. */
  readonly names?: (data: Data) => readonly string[];
  readonly claims?: (data: Data) => readonly UniqueName[];
  readonly decide?: (proposal: Proposal<Data>, known: Known) => Decision;
}

/** Returns the same state (the same reference) where the event has no effect; never throws. */
export type Evolve<Data, State> = (state: State, event: KnownEvent<Data>) => State;
