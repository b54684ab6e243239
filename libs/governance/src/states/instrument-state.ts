import type { Localized } from '../catalogue/event-type.js';
import type { RecordedRule } from '../rules/recorded-rule.js';
import type { Occurrence } from './occurrence.js';

export interface InstrumentSuspension {
  readonly from: Occurrence;
  /** A day is its last day in the instrument's time zone; an instant is its end. */
  readonly until?: string;
  readonly resumed?: Occurrence;
}

/** One wording of an obligation, valid from an event on. */
export interface RuleVersion {
  readonly version: number;
  readonly rule: RecordedRule;
  readonly from: Occurrence;
}

export interface ObligationState {
  readonly obligation: string;
  /** Oldest first; the last is the one valid while not withdrawn. */
  readonly versions: readonly RuleVersion[];
  readonly withdrawn?: Occurrence;
}

export interface InstrumentState {
  /** Whether it is suspended depends on the moment: ask `standsAt`. */
  readonly status: 'unknown' | 'published' | 'repealed';
  readonly title?: Localized;
  readonly jurisdiction?: string;
  /** IANA name; dates in its rules are days there. */
  readonly timeZone?: string;
  readonly issuers: readonly string[];
  readonly kind?: string;
  readonly binding?: boolean;
  /** Displayed only: each rule says when it is in force. */
  readonly effectiveFrom?: string;
  readonly url?: string;
  readonly published?: Occurrence;
  readonly amended: readonly Occurrence[];
  readonly suspensions: readonly InstrumentSuspension[];
  /** Final. */
  readonly repealed?: Occurrence;
  readonly obligations: readonly ObligationState[];
}

export const UNKNOWN_INSTRUMENT: InstrumentState = {
  status: 'unknown',
  issuers: [],
  amended: [],
  suspensions: [],
  obligations: [],
};

/**
 * Whether the instrument stands at an instant (ms since 1970): published, not repealed and not
 * suspended. Its rules may still not be in force.
 */
export function standsAt(instrument: InstrumentState, instant: number): boolean {
  const { published, repealed, suspensions } = instrument;
  if (published === undefined || published.instant > instant) return false;
  if (repealed !== undefined && repealed.instant <= instant) return false;
  return !suspensions.some((one) => suspends(one, instant, instrument.timeZone));
}

function suspends(one: InstrumentSuspension, instant: number, timeZone = 'UTC'): boolean {
  if (one.from.instant > instant) return false;
  if (one.resumed !== undefined && one.resumed.instant <= instant) return false;
  if (one.until === undefined) return true;
  return one.until.length === 'YYYY-MM-DD'.length
    ? dayAt(instant, timeZone) <= one.until
    : instant < Date.parse(one.until);
}

function dayAt(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant);
}
