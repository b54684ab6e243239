import { CATALOGUE } from '../catalogue/catalogue.js';
import { dataschemaOf } from '../catalogue/dataschema.js';
import type { Decision, Known, Proposal, Rejected } from '../catalogue/event-type.js';
import type { KnownEvent, LedgerEvent } from '../catalogue/known-event.js';
import { rejected } from '../catalogue/rejected.js';
import { amendmentOf, isAmendment, keyOf, RETRACTED } from '../known-set/corrections.js';
import { checkPayload } from '../payload/check-payload.js';
import { knownSet } from '../known-set/known-set.js';
import { isRetracted } from '../known-set/retracted.js';
import { badCorrection } from './bad-correction.js';
import { heldNames } from './held-names.js';

import { refusal } from './refusal.js';
import { sameJson } from './same-json.js';
import { evidenceWarnings, warning } from './warnings.js';
import { without } from './without.js';

/**
 * Whether a correction or a retraction can be recorded. What it makes of the event that it is
 * finally about is decided as though that event were proposed now on a stream without it.
 */
export function decideAmendment(proposal: Proposal<object>, known: Known): Decision {
  const stream = known.stream(proposal.subject);
  const target = targetOf(proposal.data, stream);
  if (!target) {
    const detail = `${proposal.subject} has no such event.`;
    return rejected('unknown-event', detail, '/data/event');
  }
  return (
    unfit(proposal, target, stream) ??
    consequences(proposal, original(target, stream), stream, known)
  );
}

function unfit(
  proposal: Proposal<object>,
  target: LedgerEvent,
  stream: readonly LedgerEvent[],
): Rejected | undefined {
  if (isRetracted(target, stream)) {
    return rejected('already-retracted', 'The event was taken back already.', '/data/event');
  }
  return proposal.type === RETRACTED ? undefined : badCorrection(proposal.data, target);
}

function consequences(
  proposal: Proposal<object>,
  about: LedgerEvent,
  stream: readonly LedgerEvent[],
  known: Known,
): Decision {
  const before = knownSet(stream);
  const after = knownSet([...stream, asRecorded(proposal, stream)]);
  const was = before.find(({ position }) => position === about.position);
  const becomes = after.find(({ position }) => position === about.position);
  const changes = !sameReading(was, becomes);
  const refused = becomes && changes ? refusedAs(becomes, about, proposal, known) : undefined;
  if (refused) return refused;
  const [held, kept] = [heldNames(before), heldNames(after)];
  return {
    outcome: 'accepted',
    warnings: [...(changes ? [] : [warning('no-effect')]), ...evidenceWarnings(proposal.data)],
    claims: kept.filter((name) => !held.includes(name)),
    releases: held.filter((name) => !kept.includes(name)),
  };
}

function refusedAs(
  becomes: KnownEvent,
  about: LedgerEvent,
  { data }: Proposal<object>,
  known: Known,
): Rejected | undefined {
  const eventType = CATALOGUE.get(becomes.type);
  if (!eventType || !isObject(becomes.data)) return undefined;
  const problems = checkPayload(becomes.type, becomes.data, '/data/event');
  if (problems.length > 0) {
    const detail = `It would leave ${becomes.type} with data that does not fit.`;
    return { ...rejected('invalid-data', detail, '/data/event'), problems };
  }
  const proposed = { ...becomes, data: becomes.data };
  const refused = refusal(eventType, proposed, without(about, known));
  if (!refused) return undefined;
  const says = amendmentOf(data)?.data !== undefined;
  const within = says && refused.pointer?.startsWith('/data/');
  return { ...refused, pointer: within ? `/data${refused.pointer ?? ''}` : '/data/event' };
}

function targetOf(data: object, stream: readonly LedgerEvent[]): LedgerEvent | undefined {
  const named = amendmentOf(data)?.event;
  return named && stream.find((event) => keyOf(event) === keyOf(named));
}

/** The event that a chain of corrections is finally about. */
function original(event: LedgerEvent, stream: readonly LedgerEvent[]): LedgerEvent {
  if (!isAmendment(event)) return event;
  const target = targetOf(event.data, stream);
  return target && target.position < event.position ? original(target, stream) : event;
}

/** The proposal as it would stand once recorded: behind everything. */
function asRecorded(proposal: Proposal<object>, stream: readonly LedgerEvent[]): LedgerEvent {
  const { type, subject, time, data } = proposal;
  const last = stream.at(-1);
  return {
    position: (last?.position ?? 0) + 1,
    sequence: (last?.sequence ?? 0) + 1,
    // Nobody can name an event that is not recorded yet, so any id will do that is nobody else's.
    source: '',
    id: '',
    type,
    subject,
    time,
    recordedtime: last?.recordedtime ?? time,
    dataschema: dataschemaOf(type, CATALOGUE.get(type)?.version ?? 1),
    data,
    actor: '',
  };
}

function sameReading(one: KnownEvent | undefined, other: KnownEvent | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.time === other.time && sameJson(one.data, other.data);
}

function isObject(data: unknown): data is object {
  return typeof data === 'object' && data !== null;
}
