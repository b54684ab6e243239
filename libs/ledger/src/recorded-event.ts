import type { RecordedEvent } from './event.js';

/** The event that the stored bytes spell; they were canonical JSON of one when they were written. */
export function recordedEvent(text: string): RecordedEvent {
  return eventOfLeaf(JSON.parse(text));
}

/** As `recordedEvent`, of the JSON that the bytes spell. */
export function eventOfLeaf(json: unknown): RecordedEvent {
  const leaf = json as RecordedEvent;
  if (typeof leaf.position !== 'number') throw new TypeError('The stored bytes are no event.');
  const event = withoutConstants(leaf);
  const { correlationid, causationid, traceparent } = leaf;
  // Spreading is slow, and most events have none of these.
  if ((correlationid ?? causationid ?? traceparent) === undefined) return event;
  return {
    ...event,
    ...(correlationid !== undefined && { correlationid }),
    ...(causationid !== undefined && { causationid }),
    ...(traceparent !== undefined && { traceparent }),
  };
}

/** As `recordedEvent`; nothing where the bytes are none, which whoever reads all of them names. */
export function readableEvent({ bytes }: { readonly bytes: Buffer }): readonly RecordedEvent[] {
  try {
    return [recordedEvent(bytes.toString('utf8'))];
  } catch {
    return [];
  }
}

/** Leaves out `specversion` and `datacontenttype`, which are the same in every leaf. */
function withoutConstants(leaf: RecordedEvent): RecordedEvent {
  return {
    source: leaf.source,
    id: leaf.id,
    type: leaf.type,
    subject: leaf.subject,
    time: leaf.time,
    dataschema: leaf.dataschema,
    data: leaf.data,
    actor: leaf.actor,
    position: leaf.position,
    sequence: leaf.sequence,
    recordedtime: leaf.recordedtime,
  };
}
