import type { JsonValue } from '#libs/ledger';
import type { IncomingEvent } from '../incoming-event.js';
import { Refused } from '../refused.js';

/** Reads a CloudEvent 1.0 in JSON form; the answer is a value, so that streams go on after it. */
export function parseEnvelope(json: JsonValue, index = 0): IncomingEvent | Refused {
  void json;
  return new Refused('invalid-event', 'not built yet', { index });
}
