import type { EventType, Known, Proposal, Rejected } from '../catalogue/event-type.js';
import { rejected } from '../catalogue/rejected.js';

/** Why an event that is no correction cannot be recorded; nothing where it can. */
export function refusal(
  eventType: EventType,
  proposal: Proposal<object>,
  known: Known,
): Rejected | undefined {
  return (
    unfitStream(eventType, proposal, known) ??
    unknownStream(eventType, proposal, known) ??
    unknownTerm(eventType, proposal, known) ??
    eventType.decide?.(proposal, known) ??
    takenName(eventType, proposal, known)
  );
}

function unfitStream(
  { introduces }: EventType,
  { subject }: Proposal,
  known: Known,
): Rejected | undefined {
  const exists = known.exists(subject);
  if (!exists && introduces === undefined) {
    return rejected('unknown-subject', `${subject} is not known.`, '/subject');
  }
  return exists && introduces === 'once'
    ? rejected('already-exists', `${subject} exists already.`, '/subject')
    : undefined;
}

function unknownStream(
  eventType: EventType,
  { data }: Proposal<object>,
  known: Known,
): Rejected | undefined {
  const unknown = eventType.names?.(data).find(({ subject }) => !known.exists(subject));
  return (
    unknown && rejected('unknown-subject', `${unknown.subject} is not known.`, unknown.pointer)
  );
}

function unknownTerm(
  eventType: EventType,
  { data }: Proposal<object>,
  known: Known,
): Rejected | undefined {
  const unknown = eventType.terms?.(data).find(({ kind, name }) => !known.declares(kind, name));
  if (!unknown) return undefined;
  const { kind, name, pointer } = unknown;
  return rejected('unknown-term', `The ${kind} ${name} is not declared.`, pointer);
}

function takenName(
  eventType: EventType,
  { subject, data }: Proposal<object>,
  known: Known,
): Rejected | undefined {
  for (const { name, pointer, code } of eventType.claims?.(data) ?? []) {
    const holder = known.holder(name);
    if (holder !== undefined && holder !== subject) {
      return rejected(code, `${name} belongs to ${holder}.`, pointer);
    }
  }
  return undefined;
}
