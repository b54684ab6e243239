import type { Obligation } from '#libs/rulebook';
import { differenceOf } from '../statuses/concern.js';
import type { Rules } from '../statuses/rules.js';
import type { Answer } from './answer.js';
import type { Chronicle } from './chronicle.js';
import type { Stage } from './stage.js';
import type { SourcedSubject, Standing } from './standing.js';

interface Last {
  readonly rules: Rules;
  readonly standing: Standing;
  readonly answers: ReadonlyMap<string, Answer>;
}

/**
 * What some duties of a subject are at one instant while one event after another is taken. Most
 * events concern few of them: only those are evaluated anew, as the projection does.
 */
export class AnswersOverStages {
  private last: Last | undefined;

  constructor(
    private readonly chronicle: Chronicle,
    private readonly subject: SourcedSubject,
    private readonly obligations: readonly string[],
    private readonly validAt: number,
  ) {}

  at(stage: Stage): ReadonlyMap<string, Answer> {
    const rules = this.chronicle.rulesAt(stage);
    const standing = this.chronicle.standingAt(this.subject, stage);
    const concerned = this.concerned(rules, standing);
    const answers = new Map(this.last?.answers);
    for (const id of concerned) answers.delete(id);
    for (const [id, answer] of this.evaluated(stage, rules.named(concerned))) {
      answers.set(id, answer);
    }
    this.last = { rules, standing, answers };
    return answers;
  }

  /** All of them where the rules are others, or where the subject itself came, went or moved. */
  private concerned(rules: Rules, { history, company }: Standing): readonly string[] {
    const { last, obligations } = this;
    if (last?.rules !== rules || last.standing.company !== company) return obligations;
    const difference = differenceOf(last.standing.history, history);
    if (difference === undefined) return obligations;
    const found = new Set([...rules.concerned(difference, history.kind)].map(({ id }) => id));
    return obligations.filter((id) => found.has(id));
  }

  private evaluated(stage: Stage, obligations: readonly Obligation[]): ReadonlyMap<string, Answer> {
    if (obligations.length === 0) return new Map();
    return this.chronicle.answers(this.subject, stage, this.validAt, obligations);
  }
}
