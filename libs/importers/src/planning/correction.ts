import { digestOf } from './digest.js';
import { accompaniment, objectsOf, textOf } from './statement.js';
import type { Occasion, Statement } from './statement.js';
import type { JsonObject } from '#libs/ledger';

const LISTED_EARLIER = 'An earlier list names it already.';

interface Correction {
  readonly source: string;
  /** The first part of the correction's id: the number or entity key it is about. */
  readonly about: string;
  /** What holds in place of the event's own data. */
  readonly data: JsonObject;
  readonly occasion: Occasion;
  readonly reason: string;
}

/** Lists may arrive in any order: an introduction moves to the earliest list that shows it. */
export function movedEarlier(
  introduction: Statement,
  earlier: Omit<Correction, 'reason'>,
): Statement {
  return corrected(introduction, { ...earlier, reason: LISTED_EARLIER });
}

/** The correction that gives an event this time and this data. */
export function corrected(event: Statement, correction: Correction): Statement {
  const { source, about, data, occasion, reason } = correction;
  const { id, subject } = event;
  const digest = digestOf({ event: id, time: occasion.time, data });
  return {
    source,
    id: `${about}/event.corrected/${digest}`,
    type: 'event.corrected',
    subject,
    time: occasion.time,
    data: {
      event: { source: event.source, id },
      time: occasion.time,
      data: { ...data, ...accompaniment(occasion) },
      reason,
    },
  };
}

/** The occasion on which something recorded was said, to say it again about a later change. */
export function occasionOf({ time, data }: Statement): Occasion {
  const { timePrecision: precision } = data;
  const note = textOf(data, 'note');
  return {
    time,
    precision: precision === 'month' || precision === 'year' ? precision : 'day',
    evidence: objectsOf(data, 'evidence')[0] ?? {},
    ...(note !== undefined && { note }),
  };
}
