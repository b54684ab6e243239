import type { Occurrence } from './occurrence.js';

/** Three ends: given up or deregistered (`cancelled`, by whom), revoked for fraud. */
export type AlgorithmStatus =
  | 'unknown'
  | 'submitted'
  | 'returned'
  | 'refused'
  | 'registered'
  | 'change-submitted'
  | 'cancellation-submitted'
  | 'cancelled'
  | 'deregistered'
  | 'revoked';

/** A step of the filing's life. */
export interface AlgorithmStep {
  readonly type: string;
  readonly at: Occurrence;
  readonly reason?: string;
}

export interface AlgorithmState {
  readonly status: AlgorithmStatus;
  /** Since when it has this status. */
  readonly since?: Occurrence;
  readonly company?: string;
  readonly name?: string;
  readonly formerNames: readonly string[];
  /** The 21 digits of the filing number. */
  readonly number?: string;
  readonly category?: string;
  readonly role?: string;
  /** The products as the list words them. */
  readonly products?: string;
  /** The list that published it. */
  readonly list?: string;
  /** The systems that run on it. */
  readonly systems: readonly { readonly system: string; readonly since: Occurrence }[];
  readonly submitted?: Occurrence;
  readonly returned?: Occurrence;
  readonly refused?: Occurrence;
  readonly registered?: Occurrence;
  readonly changeSubmitted?: Occurrence;
  readonly changed?: Occurrence;
  readonly cancellationSubmitted?: Occurrence;
  readonly cancelled?: Occurrence;
  readonly revoked?: Occurrence;
  /** Every step that had an effect, in order of valid time. */
  readonly steps: readonly AlgorithmStep[];
}

export const UNKNOWN_ALGORITHM: AlgorithmState = {
  status: 'unknown',
  formerNames: [],
  systems: [],
  steps: [],
};
