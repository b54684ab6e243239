import type { TermKind } from '#libs/governance';

/** What packs may name that they do not bring along. */
export interface PackNames {
  declares(kind: TermKind, name: string): boolean;
  hasCalendar(id: string): boolean;
  /** Of an instrument that is published. */
  timeZoneOf(instrument: string): string | undefined;
}
