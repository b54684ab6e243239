/** A civil date, `YYYY-MM-DD`. */
export type CivilDate = string;

export interface Localized {
  readonly en: string;
  readonly zh: string;
}

export const RULE_KINDS = ['standing', 'reactive', 'recurring', 'prohibition'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/**
 * How a rule was verified: `text`: the official text was read; `quoted`: word for word in a source
 * that cites it; `secondary`: described by others; `unsourced`: never to be shown as settled law.
 */
export const GRADES = ['text', 'quoted', 'secondary', 'unsourced'] as const;
export type Grade = (typeof GRADES)[number];

export const FORCES = ['binding', 'practice', 'advisory', 'draft'] as const;
export type Force = (typeof FORCES)[number];

export type Scalar = boolean | number | string;
export type Comparable = number | string;

/** A condition over facts: true, false or unknown at each moment. */
export type Predicate = Leaf | AllOf | AnyOf | Negation;
export interface AllOf {
  readonly all: readonly Predicate[];
}
export interface AnyOf {
  readonly any: readonly Predicate[];
}
export interface Negation {
  readonly not: Predicate;
}
export type Leaf = 'always' | { readonly always: true } | FactTest;
export type FactTest =
  | { readonly fact: string; readonly is: Scalar }
  | { readonly fact: string; readonly has: string }
  | { readonly fact: string; readonly hasAny: readonly string[] }
  | { readonly fact: string; readonly atLeast: Comparable }
  | { readonly fact: string; readonly below: Comparable };

/** Matches events by type and by fields of their data; a list means any of. */
export interface EventPattern {
  readonly type: string;
  readonly where?: Readonly<Record<string, Scalar | readonly Scalar[]>>;
}
/** Any one of the patterns matches. */
export type Patterns = readonly EventPattern[];
/** Each member by any one of its patterns. */
export interface EveryMember {
  readonly all: readonly Patterns[];
}

export interface CalendarTerm {
  readonly within: number;
  readonly unit: 'hour' | 'day' | 'month' | 'year';
}
export interface WorkingDayTerm {
  readonly within: number;
  readonly unit: 'working-day';
  readonly calendar: string;
  /** Whether the first day counted is the day after the start or the start's own day. */
  readonly count: 'next-day' | 'same-day';
}
export type Term = CalendarTerm | WorkingDayTerm;
/** When a duty is due, counted from the start of a run or from a trigger. */
export type Due = { readonly immediately: true } | { readonly on: CivilDate } | Term;
/** Due at the trigger's own time. */
export interface DueBefore {
  readonly before: true;
}
/** How often a recurring duty falls due; `{calendar: 'year'}`: each 31 December. */
export type Every = Term | { readonly calendar: 'year' };

/** One obligation as data: whom it binds, when it applies, by when, and what shows it. */
export interface Rule {
  readonly binds: 'system' | 'company';
  /** A duty of an authority towards the company: evaluated alike, never counted against it. */
  readonly expectation?: boolean;
  readonly kind: RuleKind;
  readonly appliesWhen: Predicate;
  /** From the start of the first day until before the second; `from: null` is a draft. */
  readonly inForce: { readonly from: CivilDate | null; readonly to?: CivilDate | null };
  readonly due?: Due | DueBefore;
  readonly every?: Every;
  readonly trigger?: Patterns;
  readonly satisfiedBy?: Patterns | EveryMember;
  /** With `{all}`, one list per member of `satisfiedBy`, in the same order. */
  readonly undoneBy?: Patterns | EveryMember;
  readonly breachedBy?: Patterns;
  /** A field of the event's data, or `subject`, the event's stream. */
  readonly key?: string;
  /** Only evidence from the run's start on counts. */
  readonly since?: 'run';
  /** False: listed, never counted, for no event can show it. */
  readonly evaluated?: boolean;
  /** The law gives no number; the term is the house's own. */
  readonly house?: boolean;
}

/** What a rule pack adds for readers; the evaluation never looks at it. */
export interface RuleDescription {
  readonly title: Localized;
  readonly provision: string;
  readonly grade: Grade;
  readonly force: Force;
  readonly penalty?: Localized;
  readonly url?: string;
}
