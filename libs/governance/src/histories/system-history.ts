import type { FactStep, SubjectHistory } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import type { Occurrence } from '../states/occurrence.js';
import { algorithmOfSystem, registeredSteps } from './algorithm-links.js';
import { waiverSpans } from './findings.js';
import { historyEvent } from './history-events.js';
import { latestOf } from './moments.js';
import { positionsOf } from './spans.js';
import { toldByCompany, toldBySystem } from './told-by-stream.js';

/** The known events that the history of a system is made of, each list as it folds. */
export interface SystemSources {
  readonly own: readonly KnownEvent[];
  /** Those of the company that the system belongs to. */
  readonly company: readonly KnownEvent[];
  /** Of every algorithm that may be linked; those that never were are left out. */
  readonly algorithms: readonly (readonly KnownEvent[])[];
}

/** The company that a system is known to belong to. */
export function companyOfSystem(own: readonly KnownEvent[]): string | undefined {
  return toldBySystem(own).company;
}

/** All that decides which duties a system has and what becomes of them. */
export function systemHistory(
  id: string,
  { own, company, algorithms }: SystemSources,
  timeZoneOf: (obligation: string) => string,
): SubjectHistory {
  const system = toldBySystem(own);
  const owner = toldByCompany(company);
  const linked = algorithms.flatMap((known) => algorithmOfSystem(id, known) ?? []);
  const { introduced } = system;
  const start = introduced?.instant ?? -Infinity;
  return {
    subject: `systems/${id}`,
    kind: 'system',
    ...(introduced && { introduced: introducedOf(introduced) }),
    events: [
      ...own.map(historyEvent),
      ...company.map(historyEvent),
      ...linked.flatMap(({ events }) => events),
    ],
    facts: new Map<string, readonly FactStep[]>([
      ...ofCompany(owner.facts),
      ...system.facts,
      ['registered', registeredSteps(id, start, linked)],
    ]),
    findings: [...system.findings, ...owner.findings],
    waivers: waiverSpans([...system.waivers, ...owner.waivers], timeZoneOf),
  };
}

export function introducedOf(introduced: Occurrence): NonNullable<SubjectHistory['introduced']> {
  const { instant: at } = introduced;
  const because = positionsOf(introduced.because);
  const latest = latestOf(introduced);
  return latest !== undefined && latest > at ? { at, because, latest } : { at, because };
}

export function ofCompany(
  facts: ReadonlyMap<string, readonly FactStep[]>,
): readonly (readonly [string, readonly FactStep[]])[] {
  return [...facts].map(([name, steps]) => [`company.${name}`, steps]);
}
