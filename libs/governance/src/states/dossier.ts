import type { Occurrence } from './occurrence.js';

/** One measure on one medium (or on all that have no row of their own), for one thing it covers. */
export interface MeasureRecord {
  readonly measure: string;
  readonly medium?: string;
  /** The feature, number or model that it covers; absent: all. */
  readonly for?: string;
  readonly channel?: string;
  readonly months?: number;
  readonly method?: string;
  /** Absent where only a check is known. */
  readonly adopted?: Occurrence;
  readonly withdrawn?: Occurrence;
  readonly lastCheck?: Occurrence & { readonly outcome: 'pass' | 'fail' };
  readonly lastPassed?: Occurrence;
  readonly lastFailed?: Occurrence;
}

export interface AssessmentRecord {
  readonly kind: string;
  readonly outcome: string;
  readonly for?: string;
  readonly submittedTo?: string;
  readonly completed: Occurrence;
}

/** A generative-AI filing (备案) or registration (登记). */
export interface ServiceFilingRecord {
  readonly number: string;
  readonly kind: 'filing' | 'registration';
  readonly region?: string;
  readonly granted: Occurrence;
  readonly cancelled?: Occurrence;
}

export interface IncidentRecord {
  readonly incident: string;
  readonly kind?: string;
  readonly severity?: string;
  readonly description?: string;
  /** Absent where so far only a report of it is known. */
  readonly occurred?: Occurrence;
  readonly reports: readonly (Occurrence & { readonly to: string })[];
  readonly closed?: Occurrence;
}

/** What somebody said of a company or system: a claim, not a fact. */
export interface ClaimRecord {
  readonly claim: string;
  readonly metric?: string;
  readonly value?: string;
  readonly published?: Occurrence;
  readonly assessments: readonly (Occurrence & { readonly outcome: string })[];
}

export interface CaseRecord {
  readonly case: string;
  readonly authority: string;
  readonly measures: readonly string[];
  readonly obligations: readonly string[];
  readonly dueOn?: string;
  readonly amount?: string;
  readonly opened: Occurrence;
  readonly amended: readonly Occurrence[];
  readonly closed?: Occurrence & { readonly outcome: string };
}

export interface RestrictionRecord {
  readonly list: string;
  readonly authority: string;
  readonly imposed: Occurrence;
  readonly lifted?: Occurrence;
}

export interface WaiverRecord {
  readonly obligation: string;
  /** A day is its last day; an instant is its end. */
  readonly until?: string;
  readonly by: string;
  readonly reason: string;
  readonly granted: Occurrence;
  readonly ended?: Occurrence;
}

export interface DutyAssignment {
  readonly obligation: string;
  readonly owner: string;
  readonly houseDueOn?: string;
  readonly assigned: Occurrence;
}

/** What companies and systems have on record alike. Lists are in order of valid time. */
export interface Dossier {
  readonly measures: readonly MeasureRecord[];
  readonly assessments: readonly AssessmentRecord[];
  readonly serviceFilings: readonly ServiceFilingRecord[];
  readonly incidents: readonly IncidentRecord[];
  readonly claims: readonly ClaimRecord[];
  readonly cases: readonly CaseRecord[];
  readonly restrictions: readonly RestrictionRecord[];
  readonly waivers: readonly WaiverRecord[];
  /** The latest assignment of each obligation. */
  readonly duties: readonly DutyAssignment[];
}

export const EMPTY_DOSSIER: Dossier = {
  measures: [],
  assessments: [],
  serviceFilings: [],
  incidents: [],
  claims: [],
  cases: [],
  restrictions: [],
  waivers: [],
  duties: [],
};

/** A state that has a dossier. */
export interface WithDossier {
  readonly dossier: Dossier;
}

/** The state with one list of its dossier replaced; the same reference where it is the same list. */
export function withRecords<State extends WithDossier, List extends keyof Dossier>(
  state: State,
  list: List,
  records: Dossier[List],
): State {
  if (state.dossier[list] === records) return state;
  return { ...state, dossier: { ...state.dossier, [list]: records } };
}
