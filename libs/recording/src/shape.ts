import { CATALOGUE, dataschemaOf, lift, parseSubject, streamKindsOf } from '#libs/governance';
import type { EventType, Proposal } from '#libs/governance';
import { EventTooLarge, NotCanonical, prepareEvent } from '#libs/ledger';
import type { NewEvent, PreparedEvent, ProposedEvent } from '#libs/ledger';
import { withPlaceholders } from '#libs/personal';
import { attributeProblems } from './envelope/attributes.js';
import { commitmentProblems } from './envelope/commitments.js';
import type { IncomingEvent } from './incoming-event.js';
import { payloadProblems } from './payload.js';
import { invalid, Refused } from './refused.js';
import type { EventProblem } from './refused.js';

/** An event whose shape is right: what the ledger will write, and what the catalogue decides on. */
export interface ShapedEvent extends ProposedEvent {
  readonly eventType: EventType;
  /** The payload in the current version of its type. */
  readonly proposal: Proposal<object>;
}

/** The first of the checks; it needs nothing but the event. */
export function shaped(incoming: IncomingEvent, actor: string): ShapedEvent | Refused {
  const wrong = attributeProblems({ ...incoming });
  if (wrong.length > 0) return invalid(wrong);
  const eventType = CATALOGUE.get(incoming.type);
  if (eventType === undefined) return unknownType(incoming.type);
  const problems = [
    ...subjectProblems(eventType, incoming.subject),
    ...payloadProblems(incoming.type, incoming.dataschema, incoming.data),
    ...commitmentProblems({ ...incoming }),
  ];
  if (problems.length > 0) return invalid(problems);
  const { expectedversion: expectedVersion, ...reported } = incoming;
  const dataschema = incoming.dataschema ?? dataschemaOf(eventType.type, eventType.version);
  const event: NewEvent = { ...reported, dataschema, actor };
  const prepared = preparedOf(event, expectedVersion);
  if (prepared instanceof Refused) return prepared;
  const lifted = lift(event);
  const proposal = lifted === event.data ? event : { ...event, data: lifted };
  const shape = { event, prepared, eventType, proposal };
  return expectedVersion === undefined ? shape : { ...shape, expectedVersion };
}

function unknownType(type: string): Refused {
  const message = `there is no event type ${type}`;
  return new Refused('unknown-type', `The catalogue has no event type ${type}.`, {
    errors: [{ pointer: '/type', code: 'unknown-type', message }],
  });
}

function subjectProblems(eventType: EventType, subject: string): readonly EventProblem[] {
  const kinds = streamKindsOf(eventType);
  const kind = parseSubject(subject)?.kind;
  if (kind !== undefined && kinds.includes(kind)) return [];
  const message = `subject must be one of ${kinds.join(', ')} for ${eventType.type}`;
  return [{ pointer: '/subject', code: 'not-allowed', message }];
}

/** What the ledger would refuse is refused here, so that one event never fails a whole chunk. */
function preparedOf(event: NewEvent, expectedVersion: number | undefined): PreparedEvent | Refused {
  try {
    const prepared = prepareEvent(event, expectedVersion);
    const inLeaf = withPlaceholders(event);
    if (inLeaf !== event) prepareEvent(inLeaf);
    return prepared;
  } catch (error) {
    if (error instanceof EventTooLarge) {
      const detail = `The ${error.part} has ${error.bytes} bytes; at most ${error.bytesMax} are taken.`;
      return new Refused('event-too-large', detail, { facts: { limit: error.bytesMax } });
    }
    if (error instanceof NotCanonical) {
      return invalid([
        { pointer: error.pointer, code: 'not-canonical', message: `the value ${error.reason}` },
      ]);
    }
    throw error;
  }
}
