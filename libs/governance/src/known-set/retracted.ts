import type { LedgerEvent } from '../catalogue/known-event.js';
import { amendmentOf, keyOf, RETRACTED } from './corrections.js';

/** Whether a retraction that was not itself retracted speaks about the event. */
export function isRetracted(event: LedgerEvent, stream: readonly LedgerEvent[]): boolean {
  return stream.some(
    (one) =>
      one.type === RETRACTED &&
      one.position > event.position &&
      isAbout(one, event) &&
      !isRetracted(one, stream),
  );
}

function isAbout(retraction: LedgerEvent, event: LedgerEvent): boolean {
  const named = amendmentOf(retraction.data)?.event;
  return named !== undefined && keyOf(named) === keyOf(event);
}
