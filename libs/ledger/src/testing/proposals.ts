import { randomUUID } from 'node:crypto';
import type { ProposedEvent, Receipt, Verdict } from '../append.js';
import type { NewEvent } from '../event.js';

/** A plausible event; what a test is about is given. */
export function newEvent(given: Partial<NewEvent> = {}): NewEvent {
  return {
    source: 'https://example.test/news',
    id: randomUUID(),
    type: 'feature.suspended',
    subject: 'systems/seedance-2.0',
    time: '2026-02-10T09:30:00+08:00',
    dataschema: 'urn:edict:event:feature.suspended:1',
    data: { feature: 'voice-from-face', reason: 'misuse', by: 'provider' },
    actor: 'keys/test',
    ...given,
  };
}

export function proposal(given: Partial<NewEvent> = {}, expectedVersion?: number): ProposedEvent {
  const event = newEvent(given);
  return expectedVersion === undefined ? { event } : { event, expectedVersion };
}

/** The receipts of an append that was recorded. */
export function receiptsOf(verdict: Verdict): readonly Receipt[] {
  if (verdict.outcome !== 'recorded') throw new Error(`not recorded: ${JSON.stringify(verdict)}`);
  return verdict.receipts;
}
