import {
  companyHistory,
  companyOfSystem,
  parseSubject,
  systemHistory,
  type KnownEvent,
} from '#libs/governance';
import {
  evaluate,
  mayApply,
  type Obligation,
  type SubjectHistory,
  type Timeline,
} from '#libs/rulebook';
import { evaluateAll } from './alike.js';
import { differenceOf } from './concern.js';
import { dutyRows, type DutyRow } from './duty-row.js';
import type { KnownStreams } from './known-streams.js';
import type { Rules } from './rules.js';

/** What the table has of a subject that may have duties. */
export interface StoredBearer {
  readonly subject: string;
  /** Absent of one that is new. */
  readonly company?: string;
  readonly projectedTo?: number;
  /** The streams that its history may be made of. */
  readonly streams: readonly string[];
}

/** The rows of the duties that an event concerned, as known from its position on. */
export interface Learnt {
  readonly subject: string;
  readonly obligation: string;
  readonly position: number;
  readonly rows: readonly DutyRow[];
}

type Lists = readonly (readonly KnownEvent[])[];

interface Standing {
  readonly history: SubjectHistory;
  readonly company: string;
}

/** One company or system while its duties are evaluated at one position after another. */
export class Bearer {
  readonly subject: string;
  readonly isNew: boolean;
  private readonly id: string;
  private readonly kind: SubjectHistory['kind'];
  private standing: Standing | undefined;
  private last: { readonly known: Lists; readonly standing: Standing } | undefined;

  constructor(
    private readonly stored: StoredBearer,
    private readonly known: KnownStreams,
  ) {
    const { subject, projectedTo } = stored;
    this.subject = subject;
    this.isNew = projectedTo === undefined;
    this.id = parseSubject(subject)?.id ?? subject;
    this.kind = subject.startsWith('companies/') ? 'company' : 'system';
  }

  /** The company that it belongs to by now. */
  get company(): string {
    return this.standing?.company ?? this.stored.company ?? '';
  }

  /**
   * What becomes known at a position.
   * @param changed obligations that themselves changed there
   */
  learn(
    position: number,
    rulesBefore: Rules,
    rules: Rules,
    changed: readonly string[],
  ): readonly Learnt[] {
    const before = this.before(position, rulesBefore);
    const after = this.at(position, rules);
    this.standing = after;
    const difference =
      before?.company === after.company ? differenceOf(before.history, after.history) : undefined;
    if (difference === undefined) {
      return this.learnAll(position, after, rules, before === undefined ? undefined : changed);
    }
    const concerned = rules.concerned(difference, this.kind);
    if (changed.length === 0) return this.learnSome(position, after, rules, concerned);
    const andChanged = new Set([...concerned, ...rules.named(changed)]);
    return [
      ...this.learnSome(position, after, rules, andChanged),
      ...this.learnGone(position, rules, changed),
    ];
  }

  /** The subject itself came, went or moved: every duty is concerned. */
  private learnAll(
    position: number,
    { history, company }: Standing,
    rules: Rules,
    changed: readonly string[] | undefined,
  ): readonly Learnt[] {
    const timelines = evaluateAll(history, rules);
    const said = timelines.map((one) => this.learnt(position, one.obligation, one, company));
    // Of a subject that is new no row could say more than that.
    if (changed === undefined) return said;
    const silent = new Set([...rules.binding(this.kind).map(({ id }) => id), ...changed]);
    for (const { obligation } of timelines) silent.delete(obligation);
    return [...said, ...[...silent].map((id) => this.learnt(position, id, undefined, company))];
  }

  private learnSome(
    position: number,
    { history, company }: Standing,
    rules: Rules,
    concerned: ReadonlySet<Obligation>,
  ): readonly Learnt[] {
    const all = [...concerned];
    const applying = all.filter((one) => mayApply(history, one));
    const timelines = new Map(
      evaluate(history, applying, rules.calendars).map((one) => [one.obligation, one]),
    );
    return all.map(({ id }) => this.learnt(position, id, timelines.get(id), company));
  }

  /** An obligation that is no longer there says nothing any more. */
  private learnGone(position: number, rules: Rules, changed: readonly string[]): readonly Learnt[] {
    const there = new Set(rules.named(changed).map(({ id }) => id));
    return changed
      .filter((id) => !there.has(id))
      .map((id) => this.learnt(position, id, undefined, this.company));
  }

  private learnt(
    position: number,
    obligation: string,
    timeline: Timeline | undefined,
    company: string,
  ): Learnt {
    const rows = timeline === undefined ? [] : dutyRows(timeline, company);
    return { subject: this.subject, obligation, position, rows };
  }

  private before(position: number, rules: Rules): Standing | undefined {
    if (this.standing === undefined && this.isNew) return undefined;
    return this.standing ?? this.at(position - 1, rules);
  }

  private at(position: number, { timeZoneOf }: Rules): Standing {
    const own = this.known.at(this.subject, position);
    const company = this.kind === 'company' ? this.id : (companyOfSystem(own) ?? this.company);
    const others = this.othersOf(company).map((stream) => this.known.at(stream, position));
    const known = [own, ...others];
    // Only waivers look at rules, for the time zone in which their last day ends.
    const isSame =
      this.last?.standing.history.waivers.length === 0 && sameLists(this.last.known, known);
    if (isSame && this.last) return this.last.standing;
    const standing = { history: this.historyOf(own, others, timeZoneOf), company };
    this.last = { known, standing };
    return standing;
  }

  /** The company of a system, and the algorithms that may be linked to it. */
  private othersOf(company: string): readonly string[] {
    if (this.kind === 'company') return [];
    const algorithms = this.stored.streams.filter((stream) => stream.startsWith('algorithms/'));
    return [`companies/${company}`, ...algorithms];
  }

  private historyOf(
    own: readonly KnownEvent[],
    [company = [], ...algorithms]: readonly (readonly KnownEvent[])[],
    timeZoneOf: (obligation: string) => string,
  ): SubjectHistory {
    return this.kind === 'company'
      ? companyHistory(this.id, own, timeZoneOf)
      : systemHistory(this.id, { own, company, algorithms }, timeZoneOf);
  }
}

function sameLists(one: Lists, other: Lists): boolean {
  return one.length === other.length && one.every((list, index) => list === other[index]);
}
