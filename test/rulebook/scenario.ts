import {
  evaluate,
  explain,
  ruleVersions,
  type Calendars,
  type Derivation,
  type FactStep,
  type FactValue,
  type HistoryEvent,
  type Obligation,
  type RuleEvent,
  type Segment,
  type Span,
  type SubjectHistory,
} from '#libs/rulebook';
import { CALENDARS } from './china.js';

/** A bare date is noon in Beijing, an instant is itself. */
export function instant(text: string): number {
  return Date.parse(text.length === 10 ? `${text}T12:00:00+08:00` : text);
}

type Happening = readonly [
  time: string,
  type: string,
  data?: Readonly<Record<string, unknown>>,
  rest?: Partial<Pick<HistoryEvent, 'subject' | 'during' | 'latest'>>,
];

/** Events in the order of recording. */
export function happened(...happenings: readonly Happening[]): readonly HistoryEvent[] {
  return happenings.map(([time, type, data = {}, rest = {}], index) => ({
    type,
    subject: 'systems/seedance',
    instant: instant(time),
    position: index + 1,
    because: [index + 1],
    data,
    ...rest,
  }));
}

export function span(from: string, to: string | undefined, ...because: number[]): Span {
  return { from: instant(from), to: to === undefined ? Infinity : instant(to), because };
}

/** A fact and what it was from when on; `undefined` undeclares it. */
export function fact(...steps: readonly (readonly [string, FactValue?])[]): readonly FactStep[] {
  return steps.map(([from, value], index) => ({
    from: instant(from),
    because: [100 + index],
    ...(value === undefined ? {} : { value }),
  }));
}

interface Given {
  readonly introduced?: string;
  readonly events?: readonly HistoryEvent[];
  readonly facts?: Readonly<Record<string, readonly FactStep[]>>;
  readonly findings?: readonly Span[];
  readonly waivers?: readonly Span[];
  readonly outOfForce?: readonly Span[];
  readonly timeZone?: string;
  readonly calendars?: Calendars;
}

const RULE = {
  binds: 'system',
  kind: 'standing',
  appliesWhen: { fact: 'available', is: true },
  inForce: { from: '2022-03-01' },
  satisfiedBy: [{ type: 'filed' }],
};
export const OBLIGATION = 'cn-algo-24-1';

/** A definition of a rule that differs in some fields from a plain standing duty. */
export function defined(fields: object = {}, at = '2022-01-04'): RuleEvent {
  const position = 1;
  const whole = { ...RULE, ...fields };
  return { change: 'defined', at: instant(at), position, because: [901], fields: whole };
}

export function amended(at: string, fields: object, position = 2): RuleEvent {
  const because = [900 + position];
  return { change: 'amended', at: instant(at), position, because, fields: { ...fields } };
}

export function withdrawn(at: string, position = 3): RuleEvent {
  return { change: 'withdrawn', at: instant(at), position, because: [900 + position] };
}

export class Scenario {
  private readonly history: SubjectHistory;
  private readonly obligation: Obligation;
  private readonly calendars: Calendars;

  constructor(given: Given, ...rules: readonly RuleEvent[]) {
    const { introduced = '2022-01-01', events = [], facts = {}, outOfForce = [] } = given;
    const named = (found: Span) => ({ ...found, obligation: OBLIGATION });
    this.history = {
      subject: 'systems/seedance',
      kind: 'system',
      introduced: { at: instant(introduced), because: [99] },
      events,
      facts: new Map(Object.entries(facts)),
      findings: (given.findings ?? []).map(named),
      waivers: (given.waivers ?? []).map(named),
    };
    this.obligation = {
      id: OBLIGATION,
      versions: ruleVersions(rules),
      timeZone: given.timeZone ?? 'Asia/Shanghai',
      outOfForce,
    };
    this.calendars = given.calendars ?? CALENDARS;
  }

  get segments(): readonly Segment[] {
    return evaluate(this.history, [this.obligation], this.calendars)[0]?.segments ?? [];
  }

  at(time: string): Segment {
    const t = instant(time);
    const segment = this.segments.find(({ from, to }) => from <= t && t < to);
    if (segment === undefined) throw new Error(`Nothing is said at ${time}.`);
    return segment;
  }

  /** The statuses at these times. */
  statuses(...times: readonly string[]): readonly string[] {
    return times.map((time) => this.at(time).status);
  }

  why(time: string): Derivation | undefined {
    return explain(this.history, this.obligation, this.calendars, instant(time));
  }
}
