import type { Evolve } from '../catalogue/event-type.js';
import type { KnownEvent } from '../catalogue/known-event.js';
import type { CompanyState } from '../states/company-state.js';
import { withRecords } from '../states/dossier.js';
import type { Dossier } from '../states/dossier.js';
import type { SystemState } from '../states/system-state.js';

interface OnBoth<Data> {
  readonly companies: Evolve<Data, CompanyState>;
  readonly systems: Evolve<Data, SystemState>;
}

/** A step that companies and systems take alike: one list of their dossier becomes another. */
export function dossierStep<Data, List extends keyof Dossier>(
  list: List,
  next: (records: Dossier[List], event: KnownEvent<Data>) => Dossier[List],
): OnBoth<Data> {
  return {
    companies: (state, event) => withRecords(state, list, next(state.dossier[list], event)),
    systems: (state, event) => withRecords(state, list, next(state.dossier[list], event)),
  };
}
