import type { Known } from '../catalogue/event-type.js';
import { isRetracted } from './retracted.js';

/** Whether the stream has an event of this type that was not taken back. */
export function isKnown(type: string, subject: string, known: Known): boolean {
  const stream = known.stream(subject);
  return stream.some((event) => event.type === type && !isRetracted(event, stream));
}
