import { CATALOGUE, streamKindsOf } from '../catalogue/catalogue.js';
import type { Accepted, Decision, EventType, Known, Proposal } from '../catalogue/event-type.js';
import { rejected } from '../catalogue/rejected.js';
import { isAmendment } from '../known-set/corrections.js';
import { parseSubject } from '../subject/subject.js';
import { termSubject } from '../vocabulary/term.js';
import { isInVocabulary } from '../vocabulary/vocabulary.js';
import { decideAmendment } from './decide-amendment.js';
import { refusal } from './refusal.js';
import { warningsFor } from './warnings.js';

export interface DecideOptions {
  /** False where nobody reads them: they rest on the whole stream. */
  readonly warns: boolean;
}

/**
 * Whether a proposed event can be recorded, judged over all that is known whatever the valid
 * times. Its payload was checked before. What it does not find in `known` it takes for unknown.
 */
export function decide(
  proposal: Proposal,
  known: Known,
  { warns }: DecideOptions = { warns: true },
): Decision {
  const { type, subject, data } = proposal;
  const eventType = CATALOGUE.get(type);
  if (!eventType) return rejected('unknown-type', `There is no event type ${type}.`, '/type');
  const stream = parseSubject(subject);
  if (!stream) {
    return rejected('invalid-subject', `${subject} is no <collection>/<id>.`, '/subject');
  }
  if (!streamKindsOf(eventType).includes(stream.kind)) {
    return rejected('wrong-stream', `${type} cannot stand on ${stream.kind}.`, '/subject');
  }
  if (!isObject(data)) return rejected('invalid-data', 'data must be an object.', '/data');
  const proposed = { ...proposal, data };
  return isAmendment(proposed)
    ? decideAmendment(proposed, known)
    : (refusal(eventType, proposed, known) ?? {
        ...accepted(eventType, proposed, known),
        warnings: warns ? warningsFor(proposed, known) : [],
      });
}

/** The streams to load before deciding, its own first; a correction's depend on what it corrects. */
export function namesOf({ type, subject, data }: Proposal): readonly string[] {
  const eventType = CATALOGUE.get(type);
  if (!eventType || !isObject(data)) return [subject];
  const named = eventType.names?.(data).map((one) => one.subject) ?? [];
  const terms = (eventType.terms?.(data) ?? [])
    .filter(({ kind, name }) => !isInVocabulary(kind, name))
    .map(({ kind, name }) => termSubject(kind, name));
  return [...new Set([subject, ...named, ...terms])];
}

/** The unique names whose holders to load before deciding. */
export function claimNamesOf({ type, data }: Proposal): readonly string[] {
  const claims = isObject(data) ? CATALOGUE.get(type)?.claims?.(data) : undefined;
  return claims?.map(({ name }) => name) ?? [];
}

function accepted(
  eventType: EventType,
  proposal: Proposal<object>,
  known: Known,
): Omit<Accepted, 'warnings'> {
  const claims = eventType.claims?.(proposal.data) ?? [];
  const taken = claims.filter(({ name }) => known.holder(name) !== proposal.subject);
  return {
    outcome: 'accepted',
    claims: taken.map(({ name }) => name),
    releases: [],
  };
}

function isObject(data: unknown): data is object {
  return typeof data === 'object' && data !== null;
}
