import { digestOf } from './digest.js';
import { accompaniment, objectsOf } from './statement.js';
import type { Occasion, Statement } from './statement.js';
import type { JsonObject } from '#libs/ledger';

export const LISTED_EARLIER = 'An earlier list names it already.';

interface Earlier {
  readonly source: string;
  /** The first part of the correction's id: the number or entity key it is about. */
  readonly about: string;
  /** What the earlier list says. */
  readonly data: JsonObject;
  readonly occasion: Occasion;
}

/** Lists may arrive in any order: an introduction moves to the earliest list that shows it. */
export function movedEarlier(introduction: Statement, earlier: Earlier): Statement {
  const { source, about, data, occasion } = earlier;
  const { id, subject } = introduction;
  const digest = digestOf({ event: id, time: occasion.time, data });
  return {
    source,
    id: `${about}/event.corrected/${digest}`,
    type: 'event.corrected',
    subject,
    time: occasion.time,
    data: {
      event: { source: introduction.source, id },
      time: occasion.time,
      data: { ...data, ...accompaniment(occasion) },
      reason: LISTED_EARLIER,
    },
  };
}

/** The occasion on which something recorded was said, to say it again about a later change. */
export function occasionOf({ time, data }: Statement): Occasion {
  const { timePrecision: precision } = data;
  return {
    time,
    precision: precision === 'month' || precision === 'year' ? precision : 'day',
    evidence: objectsOf(data, 'evidence')[0] ?? {},
  };
}
