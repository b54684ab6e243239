import type { HistoryEvent } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import type { TimePrecision } from '../payload/payload.js';
import { latestOf } from './moments.js';
import { positionsOf } from './spans.js';

/** What a known event says never changes, so each is turned once. */
const TURNED = new WeakMap<KnownEvent, HistoryEvent>();

/** A known event as the evaluation sees it. */
export function historyEvent(event: KnownEvent): HistoryEvent {
  const before = TURNED.get(event);
  if (before !== undefined) return before;
  const { type, subject, instant, position, because, time } = event;
  const fields = isRecord(event.data) ? event.data : {};
  const latest = latestOf({ time, precision: precisionOf(fields) });
  const turned = {
    type,
    subject,
    instant,
    position,
    data: fields,
    because: positionsOf(because),
    ...(latest !== undefined && latest > instant ? { latest } : {}),
  };
  TURNED.set(event, turned);
  return turned;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function precisionOf(fields: Readonly<Record<string, unknown>>): TimePrecision | undefined {
  const { timePrecision } = fields;
  return timePrecision === 'day' || timePrecision === 'month' || timePrecision === 'year'
    ? timePrecision
    : undefined;
}
