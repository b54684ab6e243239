import { Malformed, parseCheckpoint, parseSignedNote } from '#libs/merkle';
import type { Checkpoint } from '#libs/merkle';
import type { JsonObject, JsonValue, NewEvent, RecordedEvent } from '../event.js';

/** Only Edict itself writes to the streams below `log/`. */
export const ORIGIN_STREAM = 'log/origin';
const ORIGIN_BEGUN = 'log.origin-begun';

/** The log under a new name, after events were lost that the former had signed. */
export interface OriginBegun {
  readonly origin: string;
  /** The verifier key that signs under the new name. */
  readonly key: string;
  /** What was signed last under the former name. */
  readonly former: Checkpoint & {
    /** The whole signed note. */
    readonly note: string;
  };
  /** The first position that was lost: what is in front of it survived, and the log goes on over it. */
  readonly lostFrom: number;
  readonly reason: string;
}

export interface RecordedOrigin extends OriginBegun {
  /** Of the event, whose checkpoints are the first under the new name. */
  readonly position: number;
}

export function originBegun(begun: OriginBegun, time: string): NewEvent {
  const { origin, key, former, lostFrom, reason } = begun;
  return {
    source: 'urn:edict:log',
    id: `origin-begun/${origin}`,
    type: ORIGIN_BEGUN,
    subject: ORIGIN_STREAM,
    time,
    dataschema: 'urn:edict:event:log.origin-begun:1',
    data: {
      origin,
      key,
      former: {
        origin: former.origin,
        size: former.size,
        root: former.root.toString('base64'),
        checkpoint: former.note,
      },
      lost: { from: lostFrom, to: former.size },
      reason,
    },
    actor: 'edict',
  };
}

/** What a recorded event says; nothing where it does not agree with itself or with the note in it. */
export function originIn(event: RecordedEvent): RecordedOrigin | undefined {
  const { type, subject, data, position } = event;
  if (type !== ORIGIN_BEGUN || subject !== ORIGIN_STREAM) return undefined;
  const { origin, key, former, lost, reason } = data;
  if (typeof origin !== 'string' || typeof key !== 'string' || typeof reason !== 'string') {
    return undefined;
  }
  const named = checkpointIn(former);
  const lostFrom = named && firstLost(lost, named.size);
  if (named === undefined || lostFrom === undefined || lostFrom > position) return undefined;
  return { origin, key, former: named, lostFrom, reason, position };
}

function checkpointIn(former: JsonValue | undefined): RecordedOrigin['former'] | undefined {
  const { origin, size, root, checkpoint: note } = fieldsOf(former);
  if (typeof note !== 'string') return undefined;
  const noted = parsed(note);
  if (noted === undefined) return undefined;
  const isSame =
    noted.origin === origin && noted.size === size && noted.root.toString('base64') === root;
  return isSame ? { ...noted, note } : undefined;
}

function firstLost(lost: JsonValue | undefined, size: number): number | undefined {
  const { from, to } = fieldsOf(lost);
  const isRange = typeof from === 'number' && from >= 1 && from <= size && to === size;
  return isRange ? from : undefined;
}

function fieldsOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {};
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function parsed(note: string): Checkpoint | undefined {
  try {
    return parseCheckpoint(parseSignedNote(note).text);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
