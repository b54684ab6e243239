import type { Localized } from '../catalogue/event-type.js';

export const RULE_KINDS = ['standing', 'reactive', 'recurring', 'prohibition'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** `text`: the official text was read; `quoted`: quoted from it; `described`: told by others. */
export const RULE_GRADES = ['text', 'quoted', 'described', 'unverified'] as const;
export type RuleGrade = (typeof RULE_GRADES)[number];

export const RULE_FORCES = ['binding', 'practice', 'advisory', 'draft'] as const;
export type RuleForce = (typeof RULE_FORCES)[number];

export type Comparable = number | string;

/** A condition over facts, true, false or unknown at each moment. */
export type Predicate =
  | { readonly always: true }
  | { readonly fact: string; readonly is: boolean | Comparable }
  | { readonly fact: string; readonly has: string }
  | { readonly fact: string; readonly hasAny: readonly string[] }
  | { readonly fact: string; readonly atLeast: Comparable }
  | { readonly fact: string; readonly below: Comparable }
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate };

export type FieldValue = string | number | boolean;

/** Matches events by type and by fields of their data; a list means any of. */
export interface EventPattern {
  readonly type: string;
  readonly where?: Readonly<Record<string, FieldValue | readonly FieldValue[]>>;
}

export type Due =
  | { readonly immediately: true }
  | { readonly before: true }
  | { readonly within: number; readonly unit: 'hour' | 'day' | 'month' | 'year' }
  | {
      readonly within: number;
      readonly unit: 'working-day';
      readonly calendar: string;
      readonly count: 'next-day' | 'same-day';
    }
  | { readonly on: string };

export type Every = Due | { readonly calendar: 'year' };

export type Satisfaction =
  readonly EventPattern[] | { readonly all: readonly (readonly EventPattern[])[] };

/** One obligation as data: whom it binds, when it applies, by when and what shows it. */
export interface Rule {
  readonly title: Localized;
  readonly provision: string;
  readonly jurisdiction?: string;
  readonly kind: RuleKind;
  readonly binds: 'system' | 'company';
  /** A duty of the authority towards the company: shown, never counted against it. */
  readonly expectation?: boolean;
  readonly appliesWhen: Predicate;
  /** `from: null` is a draft: never in force. */
  readonly inForce: { readonly from: string | null; readonly to?: string | null };
  readonly due?: Due;
  /** The term is the house's own, for the law gives none. */
  readonly house?: boolean;
  readonly trigger?: readonly EventPattern[];
  readonly satisfiedBy?: Satisfaction;
  readonly undoneBy?: readonly EventPattern[];
  readonly breachedBy?: readonly EventPattern[];
  /** A field of the event's data, or `subject`. */
  readonly key?: string;
  readonly every?: Every;
  /** Evidence from before the run does not count. */
  readonly since?: 'run';
  /** False: listed, never counted, for no event can show it. */
  readonly evaluated?: boolean;
  readonly force: RuleForce;
  readonly grade: RuleGrade;
  readonly penalty?: Localized;
  readonly url?: string;
}
