/**
 * What `evaluate` looks at: one subject's history, as values. Instants are milliseconds since 1970
 * in UTC, `-Infinity` and `Infinity` where there is no bound; spans hold from `from` until before
 * `to`. `because` names events by their position in the ledger: the original first, then each
 * correction that was applied to it.
 */
import type { RuleVersion } from './versions/rule-versions.js';

export type Instant = number;
export type Because = readonly number[];
export type FactValue = boolean | number | string | readonly string[];

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
  readonly because: Because;
}

/** A finding or a waiver of one obligation. */
export interface ObligationSpan extends Span {
  readonly obligation: string;
}

/** A moment known only to a day, month or year stands at its earliest instant. */
export interface Moment {
  /** The last instant that it may have been, where its source gives no more precise time. */
  readonly latest?: Instant;
}

/** From an instant on a fact has this value; without a value it is undeclared, thus unknown. */
export interface FactStep extends Moment {
  readonly from: Instant;
  readonly value?: FactValue;
  readonly because: Because;
}

export interface HistoryEvent extends Moment {
  readonly type: string;
  /** The stream that it stands on. */
  readonly subject: string;
  readonly instant: Instant;
  readonly position: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly because: Because;
  /**
   * When the event belongs to the subject's history, whatever its own time: the spans in which its
   * stream, an algorithm, is linked. Absent: always.
   */
  readonly during?: readonly { readonly from: Instant; readonly to: Instant }[];
}

export interface SubjectHistory {
  readonly subject: string;
  readonly kind: 'system' | 'company';
  /** Absent while no introducing event is known: nothing applies then. */
  readonly introduced?: Moment & { readonly at: Instant; readonly because: Because };
  /** In any order. */
  readonly events: readonly HistoryEvent[];
  /** Each fact's steps in the order of time. */
  readonly facts: ReadonlyMap<string, readonly FactStep[]>;
  /** From when a case was opened until it is closed, for each obligation that it names. */
  readonly findings: readonly ObligationSpan[];
  /** Each exemption on its own. */
  readonly waivers: readonly ObligationSpan[];
}

export interface Obligation {
  readonly id: string;
  readonly versions: readonly RuleVersion[];
  /** Of its instrument, IANA. */
  readonly timeZone: string;
  /** When its instrument is suspended or repealed. */
  readonly outOfForce: readonly Span[];
}
