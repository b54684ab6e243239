import { CATALOGUE } from '../catalogue/catalogue.js';
import type { KnownEvent } from '../catalogue/known-event.js';

/** The unique names that the known events of a stream give to it. */
export function heldNames(events: readonly KnownEvent[]): readonly string[] {
  return [...new Set(events.flatMap(claimsOf))];
}

function claimsOf({ type, data }: KnownEvent): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  return (CATALOGUE.get(type)?.claims?.(data) ?? []).map(({ name }) => name);
}
