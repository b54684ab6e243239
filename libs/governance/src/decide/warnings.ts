import { CATALOGUE } from '../catalogue/catalogue.js';
import type { Known, Proposal, Warning } from '../catalogue/event-type.js';
import type { KnownEvent } from '../catalogue/known-event.js';
import { evolve } from '../known-set/fold.js';
import { parseSubject } from '../subject/subject.js';
import { instantOf } from '../time/timestamp.js';

const MESSAGES = {
  'no-effect': 'It changes nothing where it stands among what is known.',
  'no-evidence': 'No evidence is given.',
  'before-introduction': 'It is earlier than the event that brings its stream into being.',
} as const satisfies Record<Warning['code'], string>;

/** What an accepted event is answered with. */
export function warningsFor(proposal: Proposal<object>, known: Known): readonly Warning[] {
  const history = known.events(proposal.subject);
  const event = asKnown(proposal);
  return [
    ...(changesState(event, known) ? [] : [warning('no-effect')]),
    ...evidenceWarnings(proposal.data),
    ...(isBeforeIntroduction(history, event) ? [warning('before-introduction')] : []),
  ];
}

export function evidenceWarnings(data: object): readonly Warning[] {
  const evidence: unknown = 'evidence' in data ? data.evidence : undefined;
  return Array.isArray(evidence) && evidence.length > 0 ? [] : [warning('no-evidence')];
}

export function warning(code: Warning['code']): Warning {
  return { code, message: MESSAGES[code] };
}

/** Whether an event changes the state that everything up to its own time folds to. */
function changesState(event: KnownEvent, known: Known): boolean {
  const stream = parseSubject(event.subject);
  if (!stream) return false;
  const state = known.state(stream.kind, stream.id, event.instant);
  return evolve(stream.kind, state, event) !== state;
}

function isBeforeIntroduction(history: readonly KnownEvent[], event: KnownEvent): boolean {
  if (introduces(event)) return false;
  const introduction = history.find(introduces);
  return introduction !== undefined && event.instant < introduction.instant;
}

function introduces({ type }: KnownEvent): boolean {
  return CATALOGUE.get(type)?.introduces !== undefined;
}

/** The proposal as it would stand once recorded: behind everything of the same time. */
function asKnown({ type, subject, time, data }: Proposal<object>): KnownEvent {
  return {
    position: Infinity,
    source: '',
    id: '',
    type,
    subject,
    time,
    instant: instantOf(time),
    recordedtime: time,
    actor: '',
    data,
    because: [],
  };
}
