import { checkCheckpoints } from './check-checkpoints.js';
import { checkJournalled, checkOrder } from './check-ledger.js';
import { checkSuspensions, verifyViews } from './check-views.js';
import { readJournals } from './journal.js';
import { readStored } from './stored.js';

/** The source of the events that the writers of these tests send. */
export const OWN_SOURCE = 'urn:test:faults';

export interface Outcome {
  readonly databaseUrl: string;
  readonly journals: readonly string[];
  /** Whether the views have had the time to follow; they are looked at only then. */
  readonly isProjected?: boolean;
}

/** Findings that are told of one outcome; hundreds say no more. */
const FINDINGS_TOLD = 8;
const CHARACTERS_TOLD = 300;

/**
 * Decides whether an outcome is one that may be, by what stands in the writers' journals and in
 * the database alone. Nothing is found where all is well.
 */
export async function check({ databaseUrl, journals, isProjected = true }: Outcome) {
  const stored = await readStored(databaseUrl);
  const findings = [
    ...checkJournalled(stored, readJournals(...journals), OWN_SOURCE),
    ...checkOrder(stored),
    ...checkCheckpoints(stored),
  ];
  if (isProjected) {
    const { head, events } = stored;
    const positions = [head, Math.ceil(head / 2), Math.ceil(head / 3)];
    findings.push(...(await checkSuspensions(databaseUrl, events, positions)));
    findings.push(...(await verifyViews(databaseUrl)));
  }
  return told(findings);
}

export function told(findings: readonly string[]): readonly string[] {
  const more = findings.length - FINDINGS_TOLD;
  const some = findings.slice(0, FINDINGS_TOLD).map((one) => one.slice(0, CHARACTERS_TOLD));
  return more > 0 ? [...some, `and ${more} more`] : some;
}
