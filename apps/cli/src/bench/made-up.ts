import { CATALOGUE, dataschemaOf } from '#libs/governance';
import type { JsonObject, NewEvent } from '#libs/ledger';

export const SOURCE = 'urn:edict:bench';

interface Said {
  readonly type: string;
  readonly subject: string;
  readonly data: JsonObject;
}

/** What was said as an event of the benchmark's own source. */
export function madeUp(id: string, { type, subject, data }: Said, time: string): NewEvent {
  return {
    source: SOURCE,
    id,
    type,
    subject,
    time,
    dataschema: dataschemaOf(type, CATALOGUE.get(type)?.version ?? 1),
    data,
    actor: 'bench',
  };
}
