import type { FactStep, SubjectHistory } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import { declaredFacts } from './fact-steps.js';
import { findingsIn, waiversIn } from './findings.js';
import { historyEvent } from './history-events.js';
import { standingsOf } from './standings.js';
import { introducedOf, ofCompany } from './system-history.js';

/** All that decides which duties a company has as such, and what becomes of them. */
export function companyHistory(
  id: string,
  own: readonly KnownEvent[],
  timeZoneOf: (obligation: string) => string,
): SubjectHistory {
  const companies = standingsOf('companies', own);
  const registered = companies.at(-1)?.state.registered;
  const facts = declaredFacts(companies);
  return {
    subject: `companies/${id}`,
    kind: 'company',
    ...(registered && { introduced: introducedOf(registered) }),
    events: own.map(historyEvent),
    // A rule may name a company's facts as a system's rules do.
    facts: new Map<string, readonly FactStep[]>([...facts, ...ofCompany(facts)]),
    findings: findingsIn(companies),
    waivers: waiversIn(companies, timeZoneOf),
  };
}
