import type { EventId, NewEvent } from '#libs/ledger';

/** Places of one event that are named in one `data.erased` at most; it has to fit into a leaf. */
export const EVENTS_NAMED_MAX = 12;

/** The fields of one event whose values are erased. */
export interface ErasedPlace extends EventId {
  readonly position: number;
  /** JSON pointers into its data. */
  readonly fields: readonly string[];
}

/** Who wants what to be erased, why, and who agreed. */
export interface ApprovedErasure {
  readonly id: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
}

/**
 * The events that say what was erased, never its value. Only Edict itself writes to the streams
 * below `log/`. The same erasure has the same ids, so that it is recorded once.
 */
export function dataErased(
  { id, reason, requestedBy, approvedBy }: ApprovedErasure,
  places: readonly ErasedPlace[],
  time: string,
): readonly NewEvent[] {
  const parts = Math.ceil(places.length / EVENTS_NAMED_MAX);
  return Array.from({ length: parts }, (_, part) => {
    const events = places.slice(part * EVENTS_NAMED_MAX, (part + 1) * EVENTS_NAMED_MAX);
    return {
      source: 'urn:edict:erasures',
      id: `${id}/${part + 1}`,
      type: 'data.erased',
      subject: 'log/erasures',
      time,
      dataschema: 'urn:edict:event:data.erased:1',
      data: {
        erasure: id,
        events: events.map((one) => ({ ...one })),
        reason,
        requestedBy,
        approvedBy,
      },
      actor: 'edict',
    };
  });
}
