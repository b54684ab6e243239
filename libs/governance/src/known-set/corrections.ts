import type { LedgerEvent } from '../catalogue/known-event.js';

export const CORRECTED = 'event.corrected';
export const RETRACTED = 'event.retracted';

/** What a recorded correction says; retractions have only `event`. */
interface Amendment {
  readonly event: { readonly source: string; readonly id: string };
  readonly time?: string;
  readonly data?: object;
  readonly dataschema?: string;
}

/** A correction or retraction speaks about another event and is itself no fact of the world. */
export function isAmendment(event: { readonly type: string }): boolean {
  return event.type === CORRECTED || event.type === RETRACTED;
}

/** Names an event uniquely: sources never contain a line break. */
export function keyOf(event: { readonly source: string; readonly id: string }): string {
  return `${event.source}\n${event.id}`;
}

export function targetKeyOf(data: object): string | undefined {
  return isAmendmentData(data) ? keyOf(data.event) : undefined;
}

/** Reads a correction's data, which the catalogue checked when it was recorded. */
export function amendmentOf(data: object): Amendment | undefined {
  return isAmendmentData(data) ? data : undefined;
}

/** The corrections and retractions by the event that they speak about, in position order. */
export function amendmentsByTarget(
  events: readonly LedgerEvent[],
): ReadonlyMap<string, readonly LedgerEvent[]> {
  const byTarget = new Map<string, LedgerEvent[]>();
  for (const event of events) {
    const target = isAmendment(event) ? targetKeyOf(event.data) : undefined;
    if (target === undefined) continue;
    const sofar = byTarget.get(target);
    if (sofar) sofar.push(event);
    else byTarget.set(target, [event]);
  }
  return byTarget;
}

function isAmendmentData(data: object): data is Amendment {
  const event: unknown = 'event' in data ? data.event : undefined;
  return (
    typeof event === 'object' &&
    event !== null &&
    'source' in event &&
    'id' in event &&
    typeof event.source === 'string' &&
    typeof event.id === 'string'
  );
}
