import type { JsonObject } from '#libs/ledger';
import { textOf } from '../planning/statement.js';

/** What holds from the start of a day on, in the time zone of its instrument. */
export interface PackStep {
  /** Where in the pack it stands. */
  readonly pointer: string;
  readonly from: string;
  /** Fields of the event's data. */
  readonly fields: JsonObject;
}

export interface PackTerm {
  readonly pointer: string;
  readonly fields: JsonObject;
}

/** A step in the life of an instrument, as an event type of the catalogue. */
export interface InstrumentStep extends PackStep {
  readonly type: string;
}

export interface PackObligation extends PackStep {
  readonly obligation: string;
  /** In the order of their days, each later than the one before. */
  readonly amendments: readonly PackStep[];
  readonly withdrawn?: PackStep;
}

export interface PackInstrument {
  readonly pointer: string;
  readonly instrument: string;
  readonly steps: readonly InstrumentStep[];
  readonly obligations: readonly PackObligation[];
}

/** A rule pack in the form that data/rules/README.md describes. */
export interface RulePack {
  readonly file: string;
  /** The name by which it is told apart from other packs. */
  readonly pack: string;
  readonly terms: readonly PackTerm[];
  readonly instruments: readonly PackInstrument[];
  readonly lineOf: (pointer: string) => number;
}

export function termSubjectOf({ fields }: PackTerm): string {
  return `terms/${textOf(fields, 'kind') ?? ''}.${textOf(fields, 'name') ?? ''}`;
}

/** The source of all events of a pack. */
export function sourceOf(pack: string): string {
  return `urn:edict:pack:${pack}`;
}
