import type { FactStep, ObligationSpan } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import type { WaiverRecord } from '../states/dossier.js';
import type { Occurrence } from '../states/occurrence.js';
import { capabilitiesOf, type SystemState } from '../states/system-state.js';
import { declaredFacts, factSteps, type FactNow } from './fact-steps.js';
import { findingsIn, waiverRecords } from './findings.js';
import { remembering } from './remembering.js';
import { standingsOf, type Standing } from './standings.js';

/** What the events of one stream say of facts, findings and exemptions. */
export interface ToldByStream {
  /** Absent while no introducing event is known. */
  readonly introduced: Occurrence | undefined;
  readonly facts: ReadonlyMap<string, readonly FactStep[]>;
  readonly findings: readonly ObligationSpan[];
  readonly waivers: readonly WaiverRecord[];
}

export interface ToldBySystem extends ToldByStream {
  /** The company that it belongs to. */
  readonly company: string | undefined;
}

/** Families of events that decide no fact, finding or exemption: only rules look at them. */
const EVIDENCE: ReadonlySet<string> = new Set([
  'assessment',
  'claim',
  'duty',
  'incident',
  'measure',
  'release',
  'restriction',
  'service-filing',
]);

const ofSystem = remembering((events): ToldBySystem => {
  const systems = standingsOf('systems', events);
  const last = systems.at(-1)?.state;
  return {
    introduced: last?.introduced,
    company: last?.company,
    facts: new Map([
      ...declaredFacts(systems),
      ['available', factSteps(systems, availability)],
      ['capabilities', capabilitySteps(systems)],
    ]),
    findings: findingsIn(systems),
    waivers: waiverRecords(systems),
  };
});

const ofCompany = remembering((events): ToldByStream => {
  const companies = standingsOf('companies', events);
  return {
    introduced: companies.at(-1)?.state.registered,
    facts: declaredFacts(companies),
    findings: findingsIn(companies),
    waivers: waiverRecords(companies),
  };
});

export const toldBySystem = ofLastList((known) => ofSystem(known.filter(isNoEvidence)));

export const toldByCompany = ofEachList((known) => ofCompany(known.filter(isNoEvidence)));

/** All systems of a company ask, one after another, about the same lists of its events. */
function ofEachList<Told extends object>(
  tell: (known: readonly KnownEvent[]) => Told,
): (known: readonly KnownEvent[]) => Told {
  const before = new WeakMap<readonly KnownEvent[], Told>();
  return (known) => {
    const told = before.get(known) ?? tell(known);
    before.set(known, told);
    return told;
  };
}

/** Whoever asks about one list of events most often asks about the same list again. */
function ofLastList<Told>(
  tell: (known: readonly KnownEvent[]) => Told,
): (known: readonly KnownEvent[]) => Told {
  let last: { readonly known: readonly KnownEvent[]; readonly told: Told } | undefined;
  return (known) => {
    if (last?.known !== known) last = { known, told: tell(known) };
    return last.told;
  };
}

function isNoEvidence({ type }: KnownEvent): boolean {
  return !EVIDENCE.has(type.slice(0, type.indexOf('.')));
}

function availability({ available, availableSince }: SystemState): FactNow | undefined {
  if (available === undefined) return undefined;
  return { value: available, since: availableSince ? [availableSince] : [] };
}

function capabilitySteps(systems: readonly Standing<SystemState>[]): readonly FactStep[] {
  return factSteps(systems, (state) => {
    const value = capabilitiesOf(state);
    if (value === undefined) return undefined;
    const declared = state.facts['capabilities'];
    const features = state.features.flatMap(({ since, listed }) => [since, listed]);
    return { value, since: [...(declared ? [declared.since] : []), ...features] };
  });
}
