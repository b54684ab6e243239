import type { Occurrence } from './occurrence.js';

export const SOURCE_OUTCOMES = ['changed', 'unchanged', 'failed'] as const;
export type SourceOutcome = (typeof SOURCE_OUTCOMES)[number];

export interface SourceState {
  readonly checks: number;
  readonly failures: number;
  /** Failures since the last check that did not fail. */
  readonly failuresInARow: number;
  readonly lastChecked?: Occurrence & { readonly outcome: SourceOutcome };
  readonly lastChanged?: Occurrence;
  readonly lastFailed?: Occurrence;
}

export const UNCHECKED_SOURCE: SourceState = { checks: 0, failures: 0, failuresInARow: 0 };
