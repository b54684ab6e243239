import type { ObligationSpan } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import type { WaiverRecord } from '../states/dossier.js';
import type { Occurrence } from '../states/occurrence.js';
import type { CompanyState } from '../states/company-state.js';
import type { SystemState } from '../states/system-state.js';
import { declaredFacts, keepSteps, type FactsByName } from './fact-steps.js';
import { findingsIn, waiverRecords } from './findings.js';
import { remembering } from './remembering.js';
import { firstDifference, standingsOf, type Standing } from './standings.js';
import { factsOfSystem } from './system-facts.js';

/** What the events of one stream say of facts, findings and exemptions. */
export interface ToldByStream {
  /** Absent while no introducing event is known. */
  readonly introduced: Occurrence | undefined;
  readonly facts: FactsByName;
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

/** What was told last of a stream, and what it rests on, so that a few more events go on from it. */
interface SoFar<State, Told> {
  readonly events: readonly KnownEvent[];
  readonly standings: readonly Standing<State>[];
  readonly told: Told;
}

type SystemSoFar = SoFar<SystemState, ToldBySystem>;
type CompanySoFar = SoFar<CompanyState, ToldByStream>;

const ofSystem = remembering((events, before?: SystemSoFar): SystemSoFar => {
  const since = before === undefined ? -Infinity : firstDifference(before.events, events);
  const standings = standingsOf('systems', events, before && { ...before, since });
  const last = standings.at(-1)?.state;
  const told = {
    introduced: last?.introduced,
    company: last?.company,
    facts: keepSteps(factsOfSystem(standings, before?.told.facts, since), before?.told.facts),
    findings: findingsIn(standings),
    waivers: waiverRecords(standings),
  };
  return { events, standings, told };
});

const ofCompany = remembering((events, before?: CompanySoFar): CompanySoFar => {
  const since = before === undefined ? -Infinity : firstDifference(before.events, events);
  const standings = standingsOf('companies', events, before && { ...before, since });
  const told = {
    introduced: standings.at(-1)?.state.registered,
    facts: keepSteps(declaredFacts(standings, before?.told.facts, since), before?.told.facts),
    findings: findingsIn(standings),
    waivers: waiverRecords(standings),
  };
  return { events, standings, told };
});

export const toldBySystem = ofLastList((known) => ofSystem(known.filter(isNoEvidence)).told);

export const toldByCompany = ofEachList((known) => ofCompany(known.filter(isNoEvidence)).told);

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
