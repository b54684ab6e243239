import type { RecordedEvent } from '#libs/ledger/pure';
import { NOT_APPLICABLE, tellsTheSame, type Answer } from './answer.js';
import { AnswersOverStages } from './answers-over-stages.js';
import { explainChange, type Cause, type Taken } from './cause.js';
import type { Chronicle } from './chronicle.js';
import { inOrder, type Viewpoint } from './stage.js';
import type { SourcedSubject } from './standing.js';
import { stepsBetween, windowBetween } from './steps.js';

/** One duty that is another one, seen from another point of view. */
export interface Change {
  readonly subject: string;
  readonly obligation: string;
  readonly before: Answer;
  readonly after: Answer;
  readonly cause: Cause;
  /** The events that made the difference, in record order; none where time alone did. */
  readonly events: readonly RecordedEvent[];
}

/**
 * Every duty of a subject that differs between two points of view, in the order of their ids.
 * @param only the obligations that are looked at; by default all
 */
export function changesBetween(
  chronicle: Chronicle,
  subject: SourcedSubject,
  from: Viewpoint,
  to: Viewpoint,
  only?: readonly string[],
): readonly Change[] {
  const before = chronicle.answersFrom(subject, from, only);
  const after = chronicle.answersFrom(subject, to, only);
  const differing = [...new Set([...before.keys(), ...after.keys()])]
    .filter((id) => !tellsTheSame(of(before, id), of(after, id)))
    .sort();
  if (differing.length === 0) return [];
  const accounts = accountsOf(chronicle, subject, differing, inOrder(from, to));
  return differing.map((obligation) => {
    const { without = NOT_APPLICABLE, taken = [] } = accounts.get(obligation) ?? {};
    return {
      subject: subject.subject,
      obligation,
      before: of(before, obligation),
      after: of(after, obligation),
      ...explainChange(without, taken, tellsTheSame),
    };
  });
}

interface Account {
  readonly without: Answer;
  readonly taken: Taken<RecordedEvent, Answer>[];
}

/** The answers as one event after another is taken, all at the later valid time. */
function accountsOf(
  chronicle: Chronicle,
  subject: SourcedSubject,
  obligations: readonly string[],
  [earlier, later]: readonly [Viewpoint, Viewpoint],
): ReadonlyMap<string, Account> {
  const answers = new AnswersOverStages(chronicle, subject, obligations, later.validAt);
  const window = windowBetween(earlier, later);
  const position = earlier.knownAt;
  const first = answers.at({ position, ...(window && { window: { ...window, upTo: 0 } }) });
  const accounts = new Map<string, Account>(
    obligations.map((id) => [id, { without: of(first, id), taken: [] }]),
  );
  const steps = stepsBetween(chronicle, subject, new Set(obligations), earlier, later);
  for (const { event, stage } of steps) {
    const then = answers.at(stage);
    for (const [id, { taken }] of accounts) taken.push({ event, answer: of(then, id) });
  }
  return accounts;
}

function of(answers: ReadonlyMap<string, Answer>, obligation: string): Answer {
  return answers.get(obligation) ?? NOT_APPLICABLE;
}
