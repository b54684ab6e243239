import { ruleVersions, type Obligation, type RuleEvent, type Span } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import type { InstrumentState, InstrumentSuspension } from '../states/instrument-state.js';
import { endOfUntil } from './moments.js';
import { positionsOf } from './spans.js';
import { standingsOf } from './standings.js';

const CHANGES: ReadonlyMap<string, RuleEvent['change']> = new Map([
  ['obligation.defined', 'defined'],
  ['obligation.amended', 'amended'],
  ['obligation.withdrawn', 'withdrawn'],
]);

/** The obligations of one instrument as they are evaluated, in the order of their ids. */
export function obligationsOf(known: readonly KnownEvent[]): readonly Obligation[] {
  const state = standingsOf('instruments', known).at(-1)?.state;
  if (state === undefined) return [];
  const timeZone = state.timeZone ?? 'UTC';
  const outOfForce = outOfForceSpans(state, timeZone);
  return [...ruleEvents(known)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, events]) => ({ id, versions: ruleVersions(events), timeZone, outOfForce }));
}

function ruleEvents(known: readonly KnownEvent[]): ReadonlyMap<string, readonly RuleEvent[]> {
  const events = new Map<string, RuleEvent[]>();
  for (const { type, data, instant, position, because } of known) {
    const change = CHANGES.get(type);
    if (change === undefined || !names(data)) continue;
    const { obligation, ...fields } = data;
    const base = { at: instant, position, because: positionsOf(because) };
    const event: RuleEvent =
      change === 'withdrawn' ? { ...base, change } : { ...base, change, fields };
    events.set(obligation, [...(events.get(obligation) ?? []), event]);
  }
  return events;
}

function names(data: unknown): data is { readonly obligation: string } {
  return typeof data === 'object' && data !== null && 'obligation' in data;
}

/** In force is intervals: repeal is final, a suspension ends when resumed or by itself. */
function outOfForceSpans(state: InstrumentState, timeZone: string): readonly Span[] {
  const { suspensions, repealed } = state;
  const lapses = suspensions.map((one) => suspensionSpan(one, timeZone));
  const end = repealed && {
    from: repealed.instant,
    to: Infinity,
    because: positionsOf(repealed.because),
  };
  return [...lapses, ...(end ? [end] : [])].filter(({ from, to }) => from < to);
}

function suspensionSpan({ from, until, resumed }: InstrumentSuspension, timeZone: string): Span {
  const lapses = until === undefined ? Infinity : endOfUntil(until, timeZone);
  return {
    from: from.instant,
    to: Math.min(lapses, resumed?.instant ?? Infinity),
    because: positionsOf(from.because),
  };
}
