/**
 * The definition of a status read pointwise: slow, and written from the words of the design rather
 * than from the evaluation. Only the arithmetic of clocks, which has vectors of its own, is taken
 * from the library.
 */
import {
  dueAfter,
  endOfDay,
  localDate,
  startOfDay,
  type Calendars,
  type Due,
  type Every,
  type EventPattern,
  type HistoryEvent,
  type Predicate,
  type Rule,
  type RuleEvent,
  type Span,
  type SubjectHistory,
} from '#libs/rulebook';

export interface RuleOnRecord {
  readonly id: string;
  readonly events: readonly RuleEvent[];
  readonly timeZone: string;
  readonly outOfForce: readonly Span[];
}

export interface Answer {
  readonly status: string;
  readonly dueAt?: number | undefined;
  readonly dueOn?: string | undefined;
  readonly provisional: boolean;
  readonly missing: readonly string[];
}

interface Deadline {
  readonly at: number;
  readonly on: string;
  /** A calendar year is missing. */
  readonly provisional: boolean;
  /** The start is rough. */
  readonly rough: boolean;
}

type Truth = 'true' | 'false' | 'unknown';

export class Naive {
  constructor(
    private readonly history: SubjectHistory,
    private readonly record: RuleOnRecord,
    private readonly calendars: Calendars,
  ) {}

  at(t: number): Answer {
    const rule = this.ruleAt(t);
    if (rule === undefined || rule.binds !== this.history.kind) return answer('not-applicable');
    return new Reading(this.history, this.record, this.calendars, rule, t).answer();
  }

  private ruleAt(t: number): Rule | undefined {
    let fields: Record<string, unknown> | undefined;
    for (const event of this.record.events.filter(({ at }) => at <= t).sort(byTime)) {
      if (event.change === 'withdrawn') fields = undefined;
      if (event.change === 'defined') fields = { ...event.fields };
      if (event.change === 'amended' && fields !== undefined)
        fields = { ...fields, ...event.fields };
      for (const [name, value] of Object.entries(fields ?? {})) {
        if (value === null && fields !== undefined) Reflect.deleteProperty(fields, name);
      }
    }
    return fields as Rule | undefined;
  }
}

function answer(status: string, deadline?: Deadline, missing: readonly string[] = []): Answer {
  const mayMove = status !== 'unevidenced' && deadline !== undefined;
  return {
    status,
    dueAt: deadline?.at,
    dueOn: deadline?.on,
    provisional: mayMove && (deadline.provisional || deadline.rough),
    missing,
  };
}

class Reading {
  constructor(
    private readonly history: SubjectHistory,
    private readonly record: RuleOnRecord,
    private readonly calendars: Calendars,
    private readonly rule: Rule,
    private readonly t: number,
  ) {}

  answer(): Answer {
    const { t, rule } = this;
    if (!this.inForce(t)) return answer('not-applicable');
    if (this.history.findings.some((span) => this.names(span))) return answer('breached');
    const waived = this.history.waivers.some((span) => this.names(span));
    const truth = this.predicate(t);
    if (truth !== 'true') {
      const task = rule.kind === 'reactive' && !waived ? this.openTask(false) : undefined;
      if (truth === 'false') return task ?? answer('not-applicable');
      if (task?.status === 'unevidenced') return task;
      return answer('unknown', undefined, this.missing());
    }
    if (waived) return answer('waived');
    if (this.hasFault()) return answer('breached');
    if (rule.kind === 'standing') return this.standing();
    if (rule.kind === 'recurring') return this.recurring();
    if (rule.kind === 'reactive') return this.openTask(true) ?? this.lastSettled();
    return answer('met');
  }

  private names({ obligation, from, to }: Span & { obligation: string }): boolean {
    return obligation === this.record.id && from <= this.t && this.t < to;
  }

  private inForce(t: number): boolean {
    const { from, to } = this.rule.inForce;
    const { timeZone, outOfForce } = this.record;
    const { introduced } = this.history;
    if (introduced === undefined || t < introduced.at || from === null) return false;
    if (t < startOfDay(from, timeZone)) return false;
    if (typeof to === 'string' && t >= startOfDay(to, timeZone)) return false;
    return !outOfForce.some((span) => span.from <= t && t < span.to);
  }

  private applied(t: number): boolean {
    return this.inForce(t) && this.predicate(t) === 'true';
  }

  private fact(name: string, t: number): unknown {
    return (this.history.facts.get(name) ?? []).filter(({ from }) => from <= t).at(-1)?.value;
  }

  private predicate(t: number, settled: ReadonlyMap<string, unknown> = new Map()): Truth {
    return truthOf(this.rule.appliesWhen, (name) =>
      settled.has(name) ? settled.get(name) : this.fact(name, t),
    );
  }

  /** An undeclared fact is missing where it stands in a part that is unknown all the way up. */
  private missing(): readonly string[] {
    const found = new Set<string>();
    const visit = (predicate: Predicate): void => {
      if (truthOf(predicate, (name) => this.fact(name, this.t)) !== 'unknown') return;
      if (typeof predicate === 'string') return;
      if ('fact' in predicate) found.add(predicate.fact);
      if ('not' in predicate) visit(predicate.not);
      if ('all' in predicate) predicate.all.forEach(visit);
      if ('any' in predicate) predicate.any.forEach(visit);
    };
    visit(this.rule.appliesWhen);
    return [...found].sort();
  }

  /** Every instant at which something about applicability may change. */
  private moments(): readonly number[] {
    const { introduced, facts } = this.history;
    const { from, to } = this.rule.inForce;
    const { timeZone, outOfForce } = this.record;
    return [
      ...(introduced === undefined ? [] : [introduced.at]),
      ...(from === null ? [] : [startOfDay(from, timeZone)]),
      ...(typeof to === 'string' ? [startOfDay(to, timeZone)] : []),
      ...outOfForce.flatMap((span) => [span.from, span.to]),
      ...[...facts.values()].flat().map((step) => step.from),
    ];
  }

  private runStart(): number {
    const before = this.moments().filter((moment) => moment <= this.t);
    const descending = before.sort((a, b) => b - a);
    let start = this.t;
    for (const moment of descending) {
      if (!this.applied(moment)) break;
      start = moment;
    }
    return start;
  }

  /** All that is known to belong to the history at t, announced events too, in order. */
  private known(): readonly HistoryEvent[] {
    return this.history.events
      .filter(({ during }) => during?.some(({ from, to }) => from <= this.t && this.t < to) ?? true)
      .sort((a, b) => a.instant - b.instant || a.position - b.position);
  }

  private happened(): readonly HistoryEvent[] {
    return this.known().filter(({ instant }) => instant <= this.t);
  }

  private members(): readonly (readonly EventPattern[])[] {
    const { satisfiedBy } = this.rule;
    if (satisfiedBy === undefined) return [];
    return 'all' in satisfiedBy ? satisfiedBy.all : [satisfiedBy];
  }

  private keys(event: HistoryEvent): readonly unknown[] {
    const { key } = this.rule;
    if (key === undefined) return ['the one key'];
    const value = key === 'subject' ? event.subject : event.data[key];
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value : [value];
  }

  /** The keys that an event speaks of, a missing one being a key of its own. */
  private ownKeys(event: HistoryEvent): readonly unknown[] {
    const keys = this.keys(event);
    return keys.length === 0 ? [undefined] : keys;
  }

  private actsOn(event: HistoryEvent, key: unknown): boolean {
    const keys = this.keys(event);
    return keys.length === 0 || keys.includes(key);
  }

  private standing(): Answer {
    const isMet = this.members().every((_, place) => this.memberStands(place));
    const { due } = this.rule;
    const deadline =
      due === undefined || 'before' in due
        ? undefined
        : this.deadline(this.runStart(), due, this.latestOf(this.runStart()));
    if (isMet) return answer('met', deadline);
    return answer(this.isPast(deadline) ? 'unevidenced' : 'pending', deadline);
  }

  private memberStands(place: number): boolean {
    const events = this.happened();
    const from = this.rule.since === 'run' ? this.runStart() : -Infinity;
    const patterns = this.members()[place] ?? [];
    return events.some((event, index) => {
      if (event.instant < from || !matchesAny(patterns, event)) return false;
      const after = events.slice(index);
      return this.ownKeys(event).some(
        (key) => !after.some((other) => this.undoes(other, place) && this.actsOn(other, key)),
      );
    });
  }

  private undoes(event: HistoryEvent, place: number): boolean {
    const { undoneBy } = this.rule;
    if (undoneBy === undefined) return false;
    if ('all' in undoneBy) return matchesAny(undoneBy.all[place] ?? [], event);
    return matchesAny(undoneBy, event) && this.concerned(event).includes(place);
  }

  /** The members that an event is about: all, unless it names something else of their family. */
  private concerned(event: HistoryEvent): readonly number[] {
    const family = (type: string): string => type.replace(/\..*/, '');
    const setsAside = ({ type, where = {} }: EventPattern): boolean =>
      family(type) === family(event.type) &&
      Object.entries(where).some(([field, wanted]) => {
        const value = event.data[field];
        return value !== undefined && !agrees(value, wanted);
      });
    const places = this.members().map((_, place) => place);
    const about = places.filter((place) => !this.members()[place]?.every(setsAside));
    return about.length === 0 ? places : about;
  }

  private isPast(deadline: Deadline | undefined): boolean {
    return deadline !== undefined && !deadline.provisional && deadline.at <= this.t;
  }

  /** From the start that makes nobody late. */
  private deadline(start: number, due: Due, latest: number): Deadline {
    const setting = { timeZone: this.record.timeZone, calendars: this.calendars };
    const lenient = dueAfter(Math.max(start, latest), due, setting);
    const strict = dueAfter(start, due, setting);
    return {
      at: lenient.at,
      on: lenient.on,
      provisional: lenient.provisional,
      rough: strict.at !== lenient.at,
    };
  }

  /** How late a run may have started that started with these facts. */
  private latestOf(start: number): number {
    const { introduced, facts } = this.history;
    const named = this.deciding(start);
    const steps = [...facts].flatMap(([name, of]) => (named.has(name) ? of : []));
    const started = steps.filter(({ from }) => from === start);
    // Of steps of one fact at one instant only the last counts.
    const last = [...named].map((name) =>
      started.filter((s) => facts.get(name)?.includes(s)).at(-1),
    );
    const bounds = last.map((step) => step?.latest ?? start);
    const own = introduced?.at === start ? (introduced.latest ?? start) : start;
    return Math.max(start, own, ...bounds);
  }

  /** The facts that make the predicate true: without their say it would not be. */
  private deciding(t: number): ReadonlySet<string> {
    const found = new Set<string>();
    const visit = (predicate: Predicate): void => {
      if (typeof predicate === 'string') return;
      const value = truthOf(predicate, (name) => this.fact(name, t));
      const parts = 'all' in predicate ? predicate.all : 'any' in predicate ? predicate.any : [];
      for (const part of parts) {
        if (truthOf(part, (name) => this.fact(name, t)) === value) visit(part);
      }
      if ('not' in predicate) visit(predicate.not);
      if ('fact' in predicate) found.add(predicate.fact);
    };
    visit(this.rule.appliesWhen);
    return found;
  }

  private recurring(): Answer {
    const { every } = this.rule;
    if (every === undefined) throw new Error('A recurring duty recurs.');
    const lasts = this.members().map((patterns) =>
      this.happened().findLast((event) => matchesAny(patterns, event)),
    );
    const served = lasts.map((event) => event && this.again(event, every));
    const first = this.again({ instant: this.runStart() }, every, true);
    const complete = served.filter((deadline) => deadline !== undefined);
    const lapse = complete.toSorted((a, b) => a.at - b.at)[0];
    const isServed = complete.length === served.length && lapse !== undefined;
    if (isServed && this.t < lapse.at) return answer('met', lapse);
    const dues = [first, ...(isServed ? [lapse] : [])].toSorted((a, b) => b.at - a.at);
    const ahead = dues.find((deadline) => !this.isPast(deadline));
    return answer(ahead === undefined ? 'unevidenced' : 'pending', ahead ?? dues[0]);
  }

  private again(
    start: { instant: number; latest?: number },
    every: Every,
    isRun = false,
  ): Deadline {
    const latest = isRun ? this.latestOf(start.instant) : (start.latest ?? start.instant);
    if ('within' in every) return this.deadline(start.instant, every, latest);
    const { timeZone } = this.record;
    const lastDay = (from: number): string =>
      `${Number(localDate(from, timeZone).slice(0, 4)) + (isRun ? 0 : 1)}-12-31`;
    const on = lastDay(Math.max(start.instant, latest));
    const rough = lastDay(start.instant) !== on;
    return { at: endOfDay(on, timeZone), on, provisional: false, rough };
  }

  private tasks(): readonly { opened: number; settledAt: number; deadline?: Deadline }[] {
    const { trigger = [], due } = this.rule;
    const events = this.known();
    const isAhead = due !== undefined && 'before' in due;
    return events.flatMap((event, index) => {
      if (!matchesAny(trigger, event)) return [];
      if (event.instant > this.t && !isAhead) return [];
      if (!this.applied(event.instant) && !this.applied(event.instant - 1)) return [];
      return this.ownKeys(event).map((key) => {
        const previous = events.findLast(
          (other) =>
            matchesAny(trigger, other) &&
            this.ownKeys(other).includes(key) &&
            other.instant < event.instant,
        );
        const after = previous?.instant ?? -Infinity;
        const counts = events.filter((other, place) =>
          isAhead ? other.instant > after : place > index,
        );
        const settledAt = Math.max(
          ...this.members().map(
            (patterns) =>
              counts.find((other) => matchesAny(patterns, other) && this.actsOn(other, key))
                ?.instant ?? Infinity,
          ),
        );
        const task = { opened: event.instant, settledAt };
        if (due === undefined) return task;
        if (!('before' in due)) {
          return {
            ...task,
            deadline: this.deadline(event.instant, due, event.latest ?? event.instant),
          };
        }
        const at = Math.max(event.instant, event.latest ?? event.instant);
        const on = localDate(at, this.record.timeZone);
        return { ...task, deadline: { at, on, provisional: false, rough: at !== event.instant } };
      });
    });
  }

  private openTask(withAnnounced: boolean): Answer | undefined {
    const open = this.tasks().filter(
      ({ opened, settledAt }) => this.t < settledAt && (withAnnounced || opened <= this.t),
    );
    const ordered = open.toSorted(
      (a, b) => (a.deadline?.at ?? Infinity) - (b.deadline?.at ?? Infinity),
    );
    const late = ordered.find(({ deadline }) => this.isPast(deadline));
    if (late !== undefined) return answer('unevidenced', late.deadline);
    const next = ordered[0];
    return next === undefined ? undefined : answer('pending', next.deadline);
  }

  private lastSettled(): Answer {
    const settled = this.tasks().filter(({ settledAt }) => settledAt <= this.t);
    const last = settled.toSorted((a, b) => b.settledAt - a.settledAt)[0];
    return answer('met', last?.deadline);
  }

  private hasFault(): boolean {
    const events = this.happened();
    const { breachedBy = [] } = this.rule;
    return events.some((event, index) => {
      if (!matchesAny(breachedBy, event) || !this.applied(event.instant)) return false;
      const later = events.slice(index + 1);
      const concerned = this.concerned(event);
      return this.ownKeys(event).some((key) => {
        const ends = (other: HistoryEvent): boolean => key === undefined || this.actsOn(other, key);
        const isOver = concerned.every((place) =>
          later.some((other) => matchesAny(this.members()[place] ?? [], other) && ends(other)),
        );
        return concerned.length === 0 || !isOver;
      });
    });
  }
}

function truthOf(predicate: Predicate, factOf: (name: string) => unknown): Truth {
  if (typeof predicate === 'string' || 'always' in predicate) return 'true';
  if ('not' in predicate) {
    const inner = truthOf(predicate.not, factOf);
    return inner === 'unknown' ? inner : inner === 'true' ? 'false' : 'true';
  }
  if ('all' in predicate) {
    const values = predicate.all.map((part) => truthOf(part, factOf));
    return values.includes('false') ? 'false' : values.includes('unknown') ? 'unknown' : 'true';
  }
  if ('any' in predicate) {
    const values = predicate.any.map((part) => truthOf(part, factOf));
    return values.includes('true') ? 'true' : values.includes('unknown') ? 'unknown' : 'false';
  }
  const value = factOf(predicate.fact);
  if (value === undefined) return 'unknown';
  if ('is' in predicate) return Array.isArray(value) ? 'unknown' : bool(value === predicate.is);
  if ('has' in predicate || 'hasAny' in predicate) {
    if (!Array.isArray(value)) return 'unknown';
    const wanted = 'has' in predicate ? [predicate.has] : predicate.hasAny;
    return bool(wanted.some((element) => value.includes(element)));
  }
  const limit = 'atLeast' in predicate ? predicate.atLeast : predicate.below;
  if (typeof value !== 'number' || typeof limit !== 'number') return 'unknown';
  return bool('atLeast' in predicate ? value >= limit : value < limit);
}

function bool(value: boolean): Truth {
  return value ? 'true' : 'false';
}

function matchesAny(patterns: readonly EventPattern[], event: HistoryEvent): boolean {
  return patterns.some(
    ({ type, where = {} }) =>
      type === event.type &&
      Object.entries(where).every(([field, wanted]) => agrees(event.data[field], wanted)),
  );
}

function agrees(value: unknown, wanted: unknown): boolean {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const any: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return values.some((one) => any.includes(one));
}

function byTime(a: RuleEvent, b: RuleEvent): number {
  return a.at - b.at || a.position - b.position;
}
