import type { Change } from '#libs/compliance/pure';
import type { Status } from '#libs/rulebook';
import type { GapKind } from '../gaps.js';
import { ENGLISH } from './english.js';
import { CHINESE } from './chinese.js';

/** What is known of a pack where it says what it proves. */
export interface Proven {
  readonly position: number;
  readonly covered: number;
  readonly since: number | undefined;
  readonly completeTo: number | undefined;
  /** Whether it has the whole ledger. */
  readonly isWhole: boolean;
}

/** A README in one language. */
export interface Words {
  readonly language: 'en' | 'zh';
  readonly title: (name: string | undefined) => string;
  readonly lead: string;
  readonly question: {
    readonly heading: string;
    readonly company: string;
    readonly whole: string;
    readonly period: string;
    readonly known: string;
    readonly knownUpTo: (position: number) => string;
    readonly checkpoint: string;
    readonly signed: (origin: string, size: number) => string;
    readonly since: string;
    readonly beginsWith: (size: number) => string;
    readonly accessedUntil: string;
  };
  readonly statuses: {
    readonly heading: string;
    readonly note: string;
    readonly header: readonly [status: string, start: string, end: string];
    readonly names: Readonly<Record<Exclude<Status, 'not-applicable'>, string>>;
    readonly expectations: string;
  };
  readonly changes: {
    readonly heading: string;
    readonly header: readonly [cause: string, count: string];
    readonly causes: Readonly<Record<Change['cause'], string>>;
  };
  readonly gaps: {
    readonly heading: string;
    readonly header: readonly [kind: string, count: string];
    readonly kinds: Readonly<Record<GapKind, string>>;
  };
  readonly proves: { readonly heading: string; readonly items: (of: Proven) => readonly string[] };
  readonly lacks: { readonly heading: string; readonly items: (of: Proven) => readonly string[] };
  readonly verifying: {
    readonly heading: string;
    readonly before: string;
    readonly after: readonly string[];
  };
  readonly files: {
    readonly heading: string;
    readonly names: readonly (readonly [string, string])[];
  };
}

export const LANGUAGES: readonly Words[] = [ENGLISH, CHINESE];
