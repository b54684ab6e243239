import { grouped } from '../projection/grouped.js';
import { Knowledge, type Known } from '../projection/knowledge.js';
import { Agenda, type Step } from './agenda.js';
import { Bearer, type Learnt, type StoredBearer } from './bearer.js';
import { DUTY_LIKENESS, type DutyRow } from './duty-row.js';
import type { KnownStreams } from './known-streams.js';
import type { RuleChanged, RulesOverTime } from './rules-over-time.js';

/** What a subject's whole history makes of its duties. */
export interface FoldedBearer {
  readonly subject: string;
  /** The company that it belongs to by now. */
  readonly company: string;
  readonly rows: readonly Known<DutyRow>[];
}

export interface RulesOfFold {
  readonly rules: RulesOverTime;
  /** All events that changed obligations, in order. */
  readonly changes: readonly RuleChanged[];
}

/**
 * Evaluates one subject at every position that touches it, from its first own event up to a
 * position. Before that event nobody knows of the subject, and no duty has a row.
 */
export function foldStatuses(
  stored: StoredBearer,
  known: KnownStreams,
  { rules, changes }: RulesOfFold,
  position: number,
): FoldedBearer {
  const { subject } = stored;
  const bearer = new Bearer(stored, known);
  const [first] = known.positions(subject, 0, position);
  if (first === undefined) return { subject, company: bearer.company, rows: [] };
  const agenda = new Agenda([stored], known, { touchedFrom: first, position });
  const learnt = (agenda.stepsOf(changes).get(subject) ?? []).flatMap((step) =>
    learntAt(bearer, step, rules),
  );
  const rows = [...grouped(learnt, ({ obligation }) => obligation).values()].flatMap(rowsOf);
  return { subject, company: bearer.company, rows };
}

export function learntAt(
  bearer: Bearer,
  { position, obligations }: Step,
  rules: RulesOverTime,
): readonly Learnt[] {
  return bearer.learn(position, rules.at(position - 1), rules.at(position), obligations);
}

function rowsOf(steps: readonly Learnt[]): readonly Known<DutyRow>[] {
  const knowledge = new Knowledge<DutyRow>([], DUTY_LIKENESS);
  for (const { rows, position } of steps) knowledge.learn(rows, position);
  knowledge.finish();
  return knowledge.inserted;
}
