import {
  changesBetween,
  Chronicle,
  diffRow,
  explanationOf,
  isRuleStream,
  labelOfFact,
  RulesOverTime,
  sourcesOf,
  whatIfRow,
} from '#libs/compliance';
import type { RecordedEvent } from '#libs/ledger';
import { EXAMPLE_AS_OF, exampleEvents } from '../openapi/row-examples.js';

const SUBJECT = 'systems/seedance-2.0';
const OBLIGATION = 'cn-label-4';

export const EXAMPLE_FROM = { ...EXAMPLE_AS_OF, validAt: '2026-02-01T15:59:59.999Z' };

/** Why a duty is what it is once the examples of all event types were recorded. */
export function whyExample(): object | undefined {
  const chronicle = exampleChronicle();
  const viewpoint = viewpointAt(EXAMPLE_AS_OF.validAt);
  const question = { subject: exampleSubject(chronicle), obligation: OBLIGATION, viewpoint };
  const explanation = explanationOf(chronicle, question);
  return explanation?.tell((fact) => labelOfFact(fact, new Map()));
}

export function diffExample(): object | undefined {
  const chronicle = exampleChronicle();
  const [from, to] = [viewpointAt(EXAMPLE_FROM.validAt), viewpointAt(EXAMPLE_AS_OF.validAt)];
  const changes = changesBetween(chronicle, exampleSubject(chronicle), from, to);
  const [change] = changes;
  return change && diffRow(change, 'bytedance', chronicle, [from, to]);
}

/** The type of the event that the example of a what-if supposes. */
export const SUPPOSED_TYPE = 'obligation.defined';

/** What the definition of an obligation would change. */
export function whatIfExample(): readonly object[] {
  const chronicle = exampleChronicle();
  const position = exampleEvents().find(({ type }) => type === SUPPOSED_TYPE)?.position ?? 0;
  const to = { ...viewpointAt(EXAMPLE_AS_OF.validAt), knownAt: position };
  const from = { ...to, knownAt: position - 1 };
  const changes = changesBetween(chronicle, exampleSubject(chronicle), from, to, [OBLIGATION]);
  return changes.map((change) => whatIfRow(change, 'bytedance', chronicle, [from, to]));
}

function exampleChronicle(): Chronicle {
  const histories = new Map<string, RecordedEvent[]>();
  for (const event of exampleEvents()) {
    histories.set(event.subject, [...(histories.get(event.subject) ?? []), event]);
  }
  const own = [...histories].filter(([stream]) => !isRuleStream(stream));
  return new Chronicle(new Map(own), RulesOverTime.of(histories));
}

function exampleSubject(chronicle: Chronicle) {
  const sources = [...chronicle.histories.values()].flat().flatMap(sourcesOf);
  const own = sources.filter(({ subject }) => subject === SUBJECT).map(({ stream }) => stream);
  return { subject: SUBJECT, streams: [...new Set(own)] };
}

function viewpointAt(validAt: string) {
  return { validAt: Date.parse(validAt), knownAt: EXAMPLE_AS_OF.position };
}
