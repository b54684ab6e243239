import type { Occurrence } from './occurrence.js';

export type SourceOutcome = 'changed' | 'unchanged' | 'failed';

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
