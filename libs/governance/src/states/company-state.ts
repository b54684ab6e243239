import { EMPTY_DOSSIER } from './dossier.js';
import type { WithDossier } from './dossier.js';
import type { Facts } from './facts.js';
import type { Naming } from './naming.js';
import type { Occurrence } from './occurrence.js';

export interface CompanyIdentifiers {
  readonly cacEntity?: string;
  readonly uscc?: string;
  readonly lei?: string;
  readonly ticker?: string;
}

export interface CompanyState extends WithDossier {
  readonly status: 'unknown' | 'registered';
  readonly registered?: Occurrence;
  /** The name now borne. */
  readonly name?: Naming;
  /** Names borne before, oldest first. */
  readonly formerNames: readonly Naming[];
  readonly aliases: readonly string[];
  readonly jurisdiction?: string;
  readonly identifiers: CompanyIdentifiers;
  /** The group that it belongs to, a company id. */
  readonly parent?: { readonly company: string; readonly since: Occurrence };
  readonly facts: Facts;
}

export const UNKNOWN_COMPANY: CompanyState = {
  status: 'unknown',
  formerNames: [],
  aliases: [],
  identifiers: {},
  facts: {},
  dossier: EMPTY_DOSSIER,
};
