import { digestOf } from './digest.js';
import type { KnownStream } from './known-stream.js';
import { stated } from './statement.js';
import type { Occasion, Statement } from './statement.js';

const ENDS = ['algorithm.cancelled', 'algorithm.revoked'];

export interface ListedCancellation {
  readonly source: string;
  /** The 21 digits of the number. */
  readonly digits: string;
  readonly reason?: string;
}

/** The end of a filing, unless an end at or before that time is on record. */
export function planCancellation(
  stream: KnownStream,
  { source, digits, reason }: ListedCancellation,
  occasion: Occasion,
): readonly Statement[] {
  const isEnded = stream.statements.some(
    ({ type, time }) => ENDS.includes(type) && Date.parse(time) <= Date.parse(occasion.time),
  );
  if (isEnded) return [];
  const type = 'algorithm.cancelled';
  const id = `${digits}/${type}/${digestOf({ time: occasion.time })}`;
  // The lists speak of 注销 as the provider's own step (Algorithm Provisions, article 24).
  const data = { by: 'provider', ...(reason !== undefined && { reason }) };
  return stream.learn(stated({ source, id, type, subject: stream.subject, data }, occasion));
}
