import type { StoredBearer } from './bearer.js';

/** Events of the histories that are held at once, about; one history is never divided. */
export const EVENTS_TOGETHER = 20_000;

/**
 * Subjects in parts that are taken one after another, so that the memory which their histories take
 * does not grow with their number: an event of a company concerns all of its systems, a rule
 * everybody.
 * @param lengths how many events each stream has
 */
export function bearerParts(
  bearers: readonly StoredBearer[],
  lengths: ReadonlyMap<string, number>,
  eventsTogether = EVENTS_TOGETHER,
): readonly (readonly StoredBearer[])[] {
  const parts: StoredBearer[][] = [];
  let room = 0;
  for (const bearer of bearers) {
    const events = bearer.streams.reduce((sum, stream) => sum + (lengths.get(stream) ?? 0), 0);
    const part = parts.at(-1);
    if (part !== undefined && events <= room) {
      part.push(bearer);
    } else {
      parts.push([bearer]);
      room = eventsTogether;
    }
    room -= events;
  }
  return parts;
}
