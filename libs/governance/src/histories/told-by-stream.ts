import type { FactStep, ObligationSpan } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import type { WaiverRecord } from '../states/dossier.js';
import type { Occurrence } from '../states/occurrence.js';
import { capabilitiesOf, type SystemState } from '../states/system-state.js';
import { declaredFacts, factSteps, keepSteps, type FactNow } from './fact-steps.js';
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

const ofSystem = remembering((events, before?: ToldBySystem): ToldBySystem => {
  const systems = standingsOf('systems', events);
  const last = systems.at(-1)?.state;
  return {
    introduced: last?.introduced,
    company: last?.company,
    facts: keepSteps(factsOfSystem(systems), before?.facts),
    findings: findingsIn(systems),
    waivers: waiverRecords(systems),
  };
});

const ofCompany = remembering((events, before?: ToldByStream): ToldByStream => {
  const companies = standingsOf('companies', events);
  return {
    introduced: companies.at(-1)?.state.registered,
    facts: keepSteps(declaredFacts(companies), before?.facts),
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

/** By type, of which there are few. */
const NO_EVIDENCE = new Map<string, boolean>();

function isNoEvidence({ type }: KnownEvent): boolean {
  const before = NO_EVIDENCE.get(type);
  if (before !== undefined) return before;
  const now = !EVIDENCE.has(type.slice(0, type.indexOf('.')));
  NO_EVIDENCE.set(type, now);
  return now;
}

function factsOfSystem(
  systems: readonly Standing<SystemState>[],
): ReadonlyMap<string, readonly FactStep[]> {
  return new Map([
    ...declaredFacts(systems),
    ['available', factSteps(systems, availability, sameAvailability)],
    ['capabilities', capabilitySteps(systems)],
  ]);
}

function sameAvailability(one: SystemState, other: SystemState): boolean {
  return one.available === other.available && one.availableSince === other.availableSince;
}

function sameCapabilities(one: SystemState, other: SystemState): boolean {
  return (
    one.features === other.features &&
    one.listedCapabilities === other.listedCapabilities &&
    one.facts['capabilities'] === other.facts['capabilities']
  );
}

function availability({ available, availableSince }: SystemState): FactNow | undefined {
  if (available === undefined) return undefined;
  return { value: available, since: availableSince ? [availableSince] : [] };
}

function capabilitySteps(systems: readonly Standing<SystemState>[]): readonly FactStep[] {
  return factSteps(systems, capabilitiesNow, sameCapabilities);
}

function capabilitiesNow(state: SystemState): FactNow | undefined {
  const value = capabilitiesOf(state);
  if (value === undefined) return undefined;
  const declared = state.facts['capabilities'];
  const features = state.features.flatMap(({ since, listed }) => [since, listed]);
  return { value, since: [...(declared ? [declared.since] : []), ...features] };
}
