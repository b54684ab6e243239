import type { RecordedEvent } from '#libs/ledger/pure';
import { STATUSES, type Segment } from '#libs/rulebook';
import { Bearer, type Learnt } from '../statuses/bearer.js';
import type { DutyRow } from '../statuses/duty-row.js';
import { KnownStreams } from '../statuses/known-streams.js';
import { isRuleStream } from '../statuses/rules-over-time.js';
import { answerAt, NOT_APPLICABLE, tellsTheSame, type Answer } from './answer.js';
import type { FrameChange, Replayed } from './replay.js';
import { told } from './told-status.js';

/** A company and its systems while one event after another becomes known. */
export class ReplayedBearers {
  private readonly byStream = new Map<string, Bearer[]>();
  private readonly begun = new Set<Bearer>();
  private readonly answers = new Map<string, Answer>();
  private readonly rows = new Map<string, readonly DutyRow[]>();

  constructor(private readonly replayed: Replayed) {
    const known = new KnownStreams(replayed.histories);
    for (const one of replayed.subjects) {
      const bearer = new Bearer({ subject: one.subject, streams: one.streams }, known);
      for (const stream of one.streams) {
        this.byStream.set(stream, [...(this.byStream.get(stream) ?? []), bearer]);
      }
    }
  }

  /** All that the company's duties are by now. */
  get duties(): readonly DutyRow[] {
    return [...this.rows.values()].flat();
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
    this.rows.set(name, own);
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

function bySubjectAndObligation(one: FrameChange, other: FrameChange): number {
  if (one.subject !== other.subject) return one.subject < other.subject ? -1 : 1;
  return one.obligation < other.obligation ? -1 : 1;
}
