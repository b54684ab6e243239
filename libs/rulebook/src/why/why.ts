import type { Calendars } from '../calendar/working-calendar.js';
import type { DueDate } from '../clock/due-date.js';
import { evaluate, validPieces } from '../evaluate/evaluate.js';
import type { Run } from '../evaluate/ground.js';
import { isWithin } from '../evaluate/instants.js';
import { byType } from '../evaluate/marks.js';
import type { Segment } from '../evaluate/timeline.js';
import type { Because, Instant, Obligation, SubjectHistory } from '../history.js';
import { factsOf, judge, type Judgement } from '../predicate/judge.js';
import type { RuleVersion } from '../versions/rule-versions.js';

/** Why one duty of one subject has the status that it has at an instant. */
export interface Derivation {
  readonly at: Instant;
  /** The answer, with the events that decided and the facts that are missing. */
  readonly segment: Segment;
  /** Absent while no rule is valid that binds the subject. */
  readonly rule?: RuleVersion;
  /** Absent where the predicate was not asked: not introduced, or not in force. */
  readonly predicate?: Judgement;
  /** The events that gave each fact of the predicate the value that it had. */
  readonly facts: Readonly<Record<string, Because>>;
  readonly run?: Run;
  /** The clock that decided, day by day where it counts working days. */
  readonly clock?: DueDate;
}

/** Nothing where the obligation does not concern the subject. */
export function explain(
  history: SubjectHistory,
  obligation: Obligation,
  calendars: Calendars,
  at: Instant,
): Derivation | undefined {
  const [timeline] = evaluate(history, [obligation], calendars);
  const segment = timeline?.segments.find((candidate) => isWithin(at, candidate));
  if (segment === undefined) return undefined;
  const question = { history, events: byType(history.events), obligation, calendars };
  const valid = validPieces(question).find(({ version }) => isWithin(at, version));
  const piece = valid?.pieces.find((candidate) => isWithin(at, candidate));
  if (valid === undefined || piece === undefined) return { at, segment, facts: {} };
  const { holds, run } = piece.ground;
  const { due } = piece.outcome;
  return {
    at,
    segment,
    rule: valid.version,
    ...(holds === 'out' ? { facts: {} } : predicateOf(history, valid.version, at)),
    ...(run === undefined ? {} : { run }),
    ...(due === undefined ? {} : { clock: due }),
  };
}

function predicateOf(
  history: SubjectHistory,
  { rule: { appliesWhen } }: RuleVersion,
  at: Instant,
): Pick<Derivation, 'predicate' | 'facts'> {
  const stepOf = (name: string) => history.facts.get(name)?.findLast(({ from }) => from <= at);
  const names = [...factsOf(appliesWhen)].sort();
  return {
    predicate: judge(appliesWhen, (name) => stepOf(name)?.value),
    facts: Object.fromEntries(names.map((name) => [name, stepOf(name)?.because ?? []])),
  };
}
