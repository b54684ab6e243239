import { calendarOf, obligationsOf, parseSubject } from '#libs/governance';
import type { KnownEvent } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger/pure';
import type { Obligation, WorkingCalendar } from '#libs/rulebook';
import { LRUCache } from 'lru-cache';
import { countUpTo, KnownStreams } from './known-streams.js';
import { madeInForce } from './made-in-force.js';
import { Rules } from './rules.js';

/** Rulebooks of different positions that are kept: subjects take the same changes one by one. */
const RULES_REMEMBERED_MAX = 256;

/** Names an event on an instrument or calendar. */
export type RuleEvent = Pick<RecordedEvent, 'subject' | 'position'>;

/** What an event on an instrument or calendar changed. */
export interface RuleChanged {
  readonly position: number;
  readonly stream: string;
  /** Ids of the obligations that may say something else from there on. */
  readonly obligations: readonly string[];
}

/** A stream of rules and its last event that the views have taken. */
export interface RuleStream {
  readonly stream: string;
  readonly last: number;
}

/** Where whole streams are read, in sequence order and up to a position. */
export interface ReadsHistories {
  histories(
    subjects: readonly string[],
    upTo?: number,
  ): Promise<ReadonlyMap<string, readonly RecordedEvent[]>>;
}

interface Remembered<Value> {
  readonly known: unknown;
  readonly value: Value;
}

/** The rulebook as it was known at one position after another. All of it is held in memory. */
export class RulesOverTime {
  private readonly streams = new Map<string, readonly RecordedEvent[]>();
  private known = new KnownStreams(this.streams);
  private readonly obligations = new Map<string, Remembered<readonly Obligation[]>>();
  private readonly calendars = new Map<string, Remembered<WorkingCalendar>>();
  /** Positions of all rule events that are held, ascending. */
  private positions: readonly number[] | undefined;
  /** The rules after so many rule events. */
  private readonly rules = new LRUCache<number, Rules>({ max: RULES_REMEMBERED_MAX });
  /** The last rule event that is held. */
  private position = 0;

  /** @param recordedUpTo what lies after it is supposed, so that its drafts are in force */
  constructor(
    private readonly ledger: ReadsHistories,
    private readonly recordedUpTo = Infinity,
  ) {}

  /** Holds these streams as far as they reach, and these events. */
  async hold(known: readonly RuleStream[], events: readonly RuleEvent[] = []): Promise<void> {
    const taken = Math.max(0, ...known.map(({ last }) => last));
    const isWhole = taken === this.position;
    const upTo = Math.max(taken, events.at(-1)?.position ?? 0);
    if (isWhole && events.length === 0) return;
    const streams = new Set(events.map(({ subject }) => subject));
    if (!isWhole) for (const { stream } of known) streams.add(stream);
    for (const [stream, history] of await this.ledger.histories([...streams], upTo)) {
      this.keep(stream, history);
    }
    this.position = upTo;
  }

  private keep(stream: string, history: readonly RecordedEvent[]): void {
    this.streams.set(stream, history);
    this.positions = undefined;
    this.rules.clear();
  }

  /** Holds these streams, and no ledger is asked. */
  static of(histories: ReadonlyMap<string, readonly RecordedEvent[]>): RulesOverTime {
    const rules = new RulesOverTime({ histories: () => Promise.resolve(histories) });
    for (const [name, events] of histories) if (isRuleStream(name)) rules.keep(name, events);
    return rules;
  }

  /** The whole streams of instruments and calendars that are held. */
  get histories(): ReadonlyMap<string, readonly RecordedEvent[]> {
    return this.streams;
  }

  /** The same up to a position, and then these events besides, which are nowhere recorded. */
  supposing(position: number, events: readonly RecordedEvent[]): RulesOverTime {
    const supposed = new RulesOverTime(this.ledger, position);
    for (const [name, history] of this.streams) {
      supposed.keep(
        name,
        history.filter((event) => event.position <= position),
      );
    }
    for (const event of events.filter(({ subject }) => isRuleStream(subject))) {
      supposed.keep(event.subject, [...(supposed.streams.get(event.subject) ?? []), event]);
    }
    return supposed;
  }

  at(position: number): Rules {
    this.positions ??= positionsOf(this.streams);
    const count = countUpTo(this.positions, position);
    const before = this.rules.get(count);
    if (before !== undefined) return before;
    const rules = this.rulesAt(position);
    this.rules.set(count, rules);
    return rules;
  }

  private rulesAt(position: number): Rules {
    const names = [...this.streams.keys()].sort();
    const calendars = names
      .filter((name) => name.startsWith('calendars/'))
      .map((name) => this.calendarAt(name, position));
    return new Rules(
      names
        .filter((name) => name.startsWith('instruments/'))
        .flatMap((name) => this.obligationsAt(name, position)),
      new Map(calendars.map((calendar) => [calendar.id, calendar])),
    );
  }

  /** As known at a position, with only what counts of each instrument; calendars count whole. */
  counting(
    position: number,
    countedOf: (known: readonly KnownEvent[]) => readonly KnownEvent[],
  ): Rules {
    const instruments = [...this.streams.keys()].filter((one) => one.startsWith('instruments/'));
    const obligations = instruments.sort().flatMap((name) => {
      const known = this.known.at(name, position);
      const counted = countedOf(known);
      return counted === known ? this.obligationsAt(name, position) : this.read(counted);
    });
    return new Rules(obligations, this.at(position).calendars);
  }

  /** What a rule event changed among the obligations. */
  changedBy({ position, subject }: RuleEvent): RuleChanged {
    const change = { position, stream: subject };
    if (subject.startsWith('calendars/')) {
      const id = parseSubject(subject)?.id ?? '';
      return { ...change, obligations: this.at(position).counting(id) };
    }
    const before = texts(this.obligationsAt(subject, position - 1));
    const after = texts(this.obligationsAt(subject, position));
    const ids = new Set([...before.keys(), ...after.keys()]);
    return { ...change, obligations: [...ids].filter((id) => before.get(id) !== after.get(id)) };
  }

  private obligationsAt(stream: string, position: number): readonly Obligation[] {
    const known = this.known.at(stream, position);
    return remembered(this.obligations, stream, known, () => this.read(known));
  }

  private read(known: readonly KnownEvent[]): readonly Obligation[] {
    return obligationsOf(known).map((one) => madeInForce(one, this.recordedUpTo));
  }

  private calendarAt(stream: string, position: number): WorkingCalendar {
    const known = this.known.at(stream, position);
    const id = parseSubject(stream)?.id ?? stream;
    return remembered(this.calendars, stream, known, () => calendarOf(id, known));
  }
}

function positionsOf(streams: ReadonlyMap<string, readonly RecordedEvent[]>): readonly number[] {
  const positions = [...streams.values()].flat().map(({ position }) => position);
  return positions.sort((one, other) => one - other);
}

export function isRuleStream(subject: string): boolean {
  return subject.startsWith('instruments/') || subject.startsWith('calendars/');
}

function remembered<Value>(
  memory: Map<string, Remembered<Value>>,
  stream: string,
  known: unknown,
  make: () => Value,
): Value {
  const before = memory.get(stream);
  if (before !== undefined && before.known === known) return before.value;
  const value = make();
  memory.set(stream, { known, value });
  return value;
}

function texts(obligations: readonly Obligation[]): ReadonlyMap<string, string> {
  return new Map(obligations.map((one) => [one.id, JSON.stringify(one, withInfinity)]));
}

function withInfinity(_: string, value: unknown): unknown {
  return value === Infinity ? 'Infinity' : value;
}
