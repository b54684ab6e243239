import type { RecordedEvent } from '#libs/ledger';
import { STATUSES, type Segment } from '#libs/rulebook';
import { Bearer, type Learnt } from '../statuses/bearer.js';
import type { DutyRow } from '../statuses/duty-row.js';
import { KnownStreams } from '../statuses/known-streams.js';
import { isRuleStream, type RulesOverTime } from '../statuses/rules-over-time.js';
import { answerAt, NOT_APPLICABLE, tellsTheSame, type Answer } from './answer.js';
import type { Histories } from './chronicle.js';
import type { Viewpoint } from './stage.js';
import type { SourcedSubject } from './standing.js';
import { told, type ToldStatus } from './told-status.js';
import type { Fields } from '../registers/register.js';

/** What one event changed. */
export interface Frame {
  readonly position: number;
  readonly event: RecordedEvent;
  readonly changes: readonly FrameChange[];
}

export interface FrameChange {
  readonly subject: string;
  readonly obligation: string;
  readonly before: Fields<ToldStatus>;
  readonly after: Fields<ToldStatus>;
}

/** All that a replay rests on; the same gives the same frames. */
export interface Replayed {
  readonly company: string;
  readonly subjects: readonly SourcedSubject[];
  /** Every stream whose events are to be shown, and those of the subjects, whole. */
  readonly histories: Histories;
  readonly rulebook: RulesOverTime;
  /** Up to which position events are replayed, and for which valid time statuses are told. */
  readonly viewpoint: Viewpoint;
}

/**
 * A company's history event by event, in record order: each with the statuses that it changed at
 * one valid time. Events on rules and calendars are among them where they changed any.
 */
export function* replay(replayed: Replayed): Generator<Frame, void, undefined> {
  const { histories, rulebook, viewpoint } = replayed;
  const stage = new Bearers(replayed);
  const shown = new Set(histories.keys());
  for (const event of inRecordOrder(histories, rulebook.histories)) {
    const { position, subject } = event;
    if (position > viewpoint.knownAt) return;
    const changes = stage.take(event);
    if (changes.length > 0 || shown.has(subject)) yield { position, event, changes };
  }
}

class Bearers {
  private readonly byStream = new Map<string, Bearer[]>();
  private readonly begun = new Set<Bearer>();
  private readonly answers = new Map<string, Answer>();

  constructor(private readonly replayed: Replayed) {
    const known = new KnownStreams(replayed.histories);
    for (const one of replayed.subjects) {
      const bearer = new Bearer({ subject: one.subject, streams: one.streams }, known);
      for (const stream of one.streams) {
        this.byStream.set(stream, [...(this.byStream.get(stream) ?? []), bearer]);
      }
    }
  }

  /** The answers that are others once an event is known. */
  take(event: RecordedEvent): readonly FrameChange[] {
    const { rulebook } = this.replayed;
    const { position, subject } = event;
    const isRule = isRuleStream(subject);
    const changed = isRule ? rulebook.changedBy(event).obligations : [];
    const concerned = isRule ? [...this.begun] : (this.byStream.get(subject) ?? []);
    if (isRule && changed.length === 0) return [];
    const before = rulebook.at(position - 1);
    const rules = rulebook.at(position);
    return concerned
      .flatMap((bearer) => {
        this.begun.add(bearer);
        return bearer.learn(position, before, rules, changed);
      })
      .flatMap((learnt) => this.changeBy(learnt, rules.timeZoneOf(learnt.obligation)))
      .sort(bySubjectAndObligation);
  }

  private changeBy({ subject, obligation, rows }: Learnt, timeZone: string): FrameChange[] {
    const { company, viewpoint } = this.replayed;
    const own = rows.filter((row) => row.company === company);
    const name = `${subject} ${obligation}`;
    const before = this.answers.get(name) ?? NOT_APPLICABLE;
    const after = answerAt(own.map(segmentOf), viewpoint.validAt);
    this.answers.set(name, after);
    if (tellsTheSame(before, after)) return [];
    return [{ subject, obligation, before: told(before, timeZone), after: told(after, timeZone) }];
  }
}

function segmentOf({ validFrom: from, validTo: to, ...row }: DutyRow): Segment {
  const { ruleVersion, dueAt, dueOn, provisional, metAt, because, missing } = row;
  return {
    from,
    to,
    status: STATUSES.find((status) => status === row.status) ?? 'not-applicable',
    ruleVersion,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(provisional ? { provisional } : {}),
    ...(metAt === undefined ? {} : { metAt }),
    because,
    ...(missing.length === 0 ? {} : { missing }),
  };
}

function inRecordOrder(...all: readonly Histories[]): readonly RecordedEvent[] {
  const events = all.flatMap((histories) => [...histories.values()].flat());
  return events.sort((one, other) => one.position - other.position);
}

function bySubjectAndObligation(one: FrameChange, other: FrameChange): number {
  if (one.subject !== other.subject) return one.subject < other.subject ? -1 : 1;
  return one.obligation < other.obligation ? -1 : 1;
}
