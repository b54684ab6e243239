import type { EventRef } from '#libs/governance';
import type { Because, ObligationSpan, Run } from '#libs/rulebook';
import type { Fields } from '../../registers/register.js';
import { instantText } from '../told-status.js';
import type { RunView, SpanView } from './why-view.js';

type EventsOf = (because: Because) => readonly EventRef[];

export function runView({ start, latest, because }: Run, eventsOf: EventsOf): Fields<RunView> {
  return {
    start: instantText(start),
    ...(latest === undefined ? {} : { latest: instantText(latest) }),
    because: eventsOf(because),
  };
}

/** The findings or waivers of one obligation, whether they stand at an instant or not. */
export function spanViews(
  spans: readonly ObligationSpan[],
  obligation: string,
  at: number,
  eventsOf: EventsOf,
): readonly Fields<SpanView>[] {
  return spans
    .filter((span) => span.obligation === obligation)
    .map(({ from, to, because }) => ({
      from: instantText(from),
      ...(to === Infinity ? {} : { to: instantText(to) }),
      stands: from <= at && at < to,
      because: eventsOf(because),
    }));
}
