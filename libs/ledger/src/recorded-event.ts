import type { RecordedEvent } from './event.js';

/** The event that the stored bytes spell; they were canonical JSON of one when they were written. */
export function recordedEvent(text: string): RecordedEvent {
  const leaf = JSON.parse(text) as RecordedEvent;
  if (typeof leaf.position !== 'number') throw new TypeError('The stored bytes are no event.');
  return {
    source: leaf.source,
    id: leaf.id,
    type: leaf.type,
    subject: leaf.subject,
    time: leaf.time,
    dataschema: leaf.dataschema,
    data: leaf.data,
    actor: leaf.actor,
    ...(leaf.correlationid === undefined ? undefined : { correlationid: leaf.correlationid }),
    ...(leaf.causationid === undefined ? undefined : { causationid: leaf.causationid }),
    ...(leaf.traceparent === undefined ? undefined : { traceparent: leaf.traceparent }),
    position: leaf.position,
    sequence: leaf.sequence,
    recordedtime: leaf.recordedtime,
  };
}
