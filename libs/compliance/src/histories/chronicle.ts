import { evaluate, mayApply, type Obligation } from '#libs/rulebook';
import { obligationsOf } from '#libs/governance';
import type { KnownEvent } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger/pure';
import { KnownStreams } from '../statuses/known-streams.js';
import type { Rules } from '../statuses/rules.js';
import type { RulesOverTime } from '../statuses/rules-over-time.js';
import { answerAt, type Answer } from './answer.js';
import { counted, type Stage, type Viewpoint } from './stage.js';
import { standingOf, type SourcedSubject, type Standing } from './standing.js';

export type Histories = ReadonlyMap<string, readonly RecordedEvent[]>;

interface LastStanding {
  readonly known: readonly (readonly KnownEvent[])[];
  readonly standing: Standing;
}

/** Some subjects and the whole rulebook, as they were known at any position and valid at any time. */
export class Chronicle {
  private readonly known: KnownStreams;
  private readonly rulePositions: readonly number[];
  private readonly rulesByStage = new Map<string, Rules>();
  private readonly standings = new Map<string, LastStanding>();
  private byPosition: ReadonlyMap<number, RecordedEvent> | undefined;

  /** @param histories whole streams of the subjects in sequence order */
  constructor(
    readonly histories: Histories,
    readonly rulebook: RulesOverTime,
  ) {
    this.known = new KnownStreams(new Map([...histories, ...rulebook.histories]));
    this.rulePositions = positionsIn(rulebook.histories);
  }

  /** The event at a position, if it stands on a stream that is held. */
  eventAt(position: number): RecordedEvent | undefined {
    this.byPosition ??= new Map(
      [...this.histories.values(), ...this.rulebook.histories.values()]
        .flat()
        .map((event) => [event.position, event]),
    );
    return this.byPosition.get(position);
  }

  /** The stream of the instrument in which an obligation is known to stand. */
  instrumentOf(obligation: string, position: number): string | undefined {
    const naming = [...this.rulebook.histories].filter(([, events]) =>
      events.some(({ data }) => data['obligation'] === obligation),
    );
    const [first, second] = naming;
    if (second === undefined) return first?.[0];
    // Withdrawn by a retraction in one instrument, it may have been defined in another since.
    return naming.find(([stream]) =>
      obligationsOf(this.knownAt(stream, position)).some(({ id }) => id === obligation),
    )?.[0];
  }

  knownAt(stream: string, position: number): readonly KnownEvent[] {
    return this.known.at(stream, position);
  }

  rulesAt(stage: Stage): Rules {
    const name = this.ruleStage(stage);
    const rules = this.rulesByStage.get(name) ?? this.readRules(stage);
    this.rulesByStage.set(name, rules);
    return rules;
  }

  standingAt(subject: SourcedSubject, stage: Stage): Standing {
    const { timeZoneOf } = this.rulesAt(stage);
    const known = new Map<string, readonly KnownEvent[]>();
    const knownOf = (stream: string): readonly KnownEvent[] => {
      const events = known.get(stream) ?? counted(this.known.at(stream, stage.position), stage);
      known.set(stream, events);
      return events;
    };
    const lists = subject.streams.map(knownOf);
    const last = this.standings.get(subject.subject);
    // Only waivers look at rules, for the time zone in which their last day ends.
    if (last?.standing.history.waivers.length === 0 && isSame(last.known, lists)) {
      return last.standing;
    }
    const standing = standingOf(subject, knownOf, timeZoneOf);
    this.standings.set(subject.subject, { known: lists, standing });
    return standing;
  }

  /** What these duties are at an instant; those that never apply are left out. */
  answers(
    subject: SourcedSubject,
    stage: Stage,
    validAt: number,
    obligations: readonly Obligation[],
  ): ReadonlyMap<string, Answer> {
    const { history, company } = this.standingAt(subject, stage);
    if (subject.company !== undefined && subject.company !== company) return new Map();
    const possible = obligations.filter((one) => mayApply(history, one));
    const timelines = evaluate(history, possible, this.rulesAt(stage).calendars);
    return new Map(
      timelines.map(({ obligation, segments }) => [obligation, answerAt(segments, validAt)]),
    );
  }

  /** What the duties of a subject are, seen from a point of view; by default all of them. */
  answersFrom(
    subject: SourcedSubject,
    { validAt, knownAt }: Viewpoint,
    only?: readonly string[],
  ): ReadonlyMap<string, Answer> {
    const stage = { position: knownAt };
    const rules = this.rulesAt(stage);
    const kind = subject.subject.startsWith('companies/') ? 'company' : 'system';
    const obligations = only === undefined ? rules.binding(kind) : rules.named(only);
    return this.answers(subject, stage, validAt, obligations);
  }

  private readRules(stage: Stage): Rules {
    const { position, window } = stage;
    return window === undefined
      ? this.rulebook.at(position)
      : this.rulebook.counting(position, (known) => counted(known, stage));
  }

  /** Equal for two stages between which no rule event lies. */
  private ruleStage({ position, window }: Stage): string {
    const last = lastUpTo(this.rulePositions, position);
    if (window === undefined) return String(last);
    return [last, window.from, window.to, lastUpTo(this.rulePositions, window.upTo)].join();
  }
}

function positionsIn(histories: Histories): readonly number[] {
  const positions = [...histories.values()].flatMap((events) => events.map((one) => one.position));
  return positions.sort((one, other) => one - other);
}

function lastUpTo(positions: readonly number[], most: number): number {
  return positions.findLast((position) => position <= most) ?? 0;
}

function isSame(one: LastStanding['known'], other: LastStanding['known']): boolean {
  return one.length === other.length && one.every((list, index) => list === other[index]);
}
