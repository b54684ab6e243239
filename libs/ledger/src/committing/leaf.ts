import { hash } from 'node:crypto';
import { canonicalText, stringProblem } from '../canonical/canonical-bytes.js';
import { EventTooLarge, NotCanonical } from '../errors.js';
import type { NewEvent } from '../event.js';
import { instantMs } from '../instant.js';
import { ATTRIBUTE_BYTES_MAX, EVENT_BYTES_MAX } from '../limits.js';

/** A proposed event made ready outside the head lock: only its place and record time are open. */
export interface PreparedEvent {
  readonly event: NewEvent;
  readonly expectedVersion: number | undefined;
  readonly timeMs: number;
  /** The canonical text before the value of `position`, and after that of `sequence`. */
  readonly beforePosition: string;
  readonly afterSequence: string;
  /** Of the two texts, in UTF-8. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** Of the leaf, with the widest position and sequence. */
  readonly bytesMax: number;
}

export interface Leaf {
  readonly bytes: Buffer;
  readonly leafHash: string;
}

const INDEXED = ['source', 'id', 'type', 'subject', 'actor'] as const;
const WIDEST = String(Number.MAX_SAFE_INTEGER).length;
const BETWEEN_BYTES = ',"recordedtime":"2026-02-12T00:00:00.000Z","sequence":'.length + 2 * WIDEST;

/**
 * Everything about an event that can be checked without the ledger. `index` is for the errors only.
 * @throws EventTooLarge, NotCanonical
 */
export function prepareEvent(event: NewEvent, expectedVersion?: number, index = 0): PreparedEvent {
  try {
    for (const part of INDEXED) checkLength(part, event[part], index);
    const timeMs = instantMs(event.time);
    if (timeMs === undefined) throw new NotCanonical('/time', 'is not an RFC 3339 time');
    const beforePosition = textBeforePosition(event);
    const afterSequence = textAfterSequence(event);
    const bytesBefore = utf8Bytes(beforePosition);
    const bytesAfter = utf8Bytes(afterSequence);
    const bytesMax = bytesBefore + BETWEEN_BYTES + bytesAfter;
    if (bytesMax > EVENT_BYTES_MAX) {
      throw new EventTooLarge(index, 'event', bytesMax, EVENT_BYTES_MAX);
    }
    const texts = { beforePosition, afterSequence, bytesBefore, bytesAfter, bytesMax };
    return { event, expectedVersion, timeMs, ...texts };
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    throw new NotCanonical(error.pointer, error.reason, index);
  }
}

function checkLength(part: (typeof INDEXED)[number], value: string, index: number): void {
  if (typeof value !== 'string' || value === '') {
    throw new NotCanonical(`/${part}`, 'is no text, or empty');
  }
  const bytes = utf8Bytes(value);
  if (bytes > ATTRIBUTE_BYTES_MAX) {
    throw new EventTooLarge(index, part, bytes, ATTRIBUTE_BYTES_MAX);
  }
}

// RFC 8785 sorts the names; the two functions below write them in exactly that order.
function textBeforePosition(event: NewEvent): string {
  return (
    `{"actor":${attribute('actor', event.actor)}` +
    optional('causationid', event.causationid) +
    optional('correlationid', event.correlationid) +
    `,"data":${canonicalText(event.data, '/data', 1)}` +
    `,"datacontenttype":"application/json"` +
    `,"dataschema":${attribute('dataschema', event.dataschema)}` +
    `,"id":${attribute('id', event.id)}` +
    `,"position":`
  );
}

function textAfterSequence(event: NewEvent): string {
  return (
    `,"source":${attribute('source', event.source)}` +
    `,"specversion":"1.0"` +
    `,"subject":${attribute('subject', event.subject)}` +
    `,"time":${attribute('time', event.time)}` +
    optional('traceparent', event.traceparent) +
    `,"type":${attribute('type', event.type)}}`
  );
}

function attribute(name: string, value: string): string {
  const problem = typeof value === 'string' ? stringProblem(value) : 'is no text';
  if (problem !== undefined) throw new NotCanonical(`/${name}`, problem);
  return JSON.stringify(value);
}

function optional(name: string, value: string | undefined): string {
  return value === undefined ? '' : `,"${name}":${attribute(name, value)}`;
}

function utf8Bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** The leaf bytes of an event at its place, and their hash: SHA-256(0x00 || bytes), RFC 6962. */
export function leafAt(
  prepared: PreparedEvent,
  position: number,
  sequence: number,
  recordedtime: string,
): Leaf {
  const text =
    `${prepared.beforePosition}${position},"recordedtime":"${recordedtime}"` +
    `,"sequence":${sequence}${prepared.afterSequence}`;
  const prefixed = Buffer.from(`\u0000${text}`, 'utf8');
  return { bytes: prefixed.subarray(1), leafHash: hash('sha256', prefixed, 'hex') };
}
