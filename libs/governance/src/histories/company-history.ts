import type { FactStep, SubjectHistory } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import { waiverSpans } from './findings.js';
import { historyEvent } from './history-events.js';
import { introducedOf, ofCompany } from './system-history.js';
import { toldByCompany } from './told-by-stream.js';

/** All that decides which duties a company has as such, and what becomes of them. */
export function companyHistory(
  id: string,
  own: readonly KnownEvent[],
  timeZoneOf: (obligation: string) => string,
): SubjectHistory {
  const { introduced, facts, findings, waivers } = toldByCompany(own);
  return {
    subject: `companies/${id}`,
    kind: 'company',
    ...(introduced && { introduced: introducedOf(introduced) }),
    events: own.map(historyEvent),
    // A rule may name a company's facts as a system's rules do.
    facts: new Map<string, readonly FactStep[]>([...facts, ...ofCompany(facts)]),
    findings,
    waivers: waiverSpans(waivers, timeZoneOf),
  };
}
