import type { JsonObject } from '#libs/ledger';
import { LIST_SOURCES } from '../filings/list-series.js';
import { corrected } from './correction.js';
import { digestOf } from './digest.js';
import type { KnownStream } from './known-stream.js';
import { stated } from './statement.js';
import type { Occasion, Statement } from './statement.js';

const NOTICE = 'The notice of the cancellation dates it.';
const ENDS = ['algorithm.cancelled', 'algorithm.revoked'];

export interface ListedCancellation {
  readonly source: string;
  /** The 21 digits of the number. */
  readonly digits: string;
  readonly reason?: string;
}

/**
 * The end of a filing, as far as it is news. A notice dates it; a remark only shows that it had
 * happened when the list was last edited, so a notice corrects what was taken from a remark.
 */
export function planCancellation(
  stream: KnownStream,
  cancellation: ListedCancellation,
  occasion: Occasion,
): readonly Statement[] {
  const ends = stream.statements.filter(({ type }) => ENDS.includes(type));
  const isVague = occasion.precision === 'year';
  if (isVague && ends.length > 0) return [];
  const vague = ends.find(isTakenFromRemark);
  if (vague) return stream.learn(dated(vague, cancellation, occasion));
  const isEnded = ends.some(({ time }) => Date.parse(time) <= Date.parse(occasion.time));
  return isEnded ? [] : stream.learn(cancelled(stream, cancellation, occasion));
}

function isTakenFromRemark({ source, data }: Statement): boolean {
  return LIST_SOURCES.includes(source) && data['timePrecision'] === 'year';
}

function dated(
  vague: Statement,
  { source, digits: about, reason }: ListedCancellation,
  occasion: Occasion,
): Statement {
  return corrected(vague, { source, about, data: dataOf(reason), occasion, reason: NOTICE });
}

function cancelled(
  stream: KnownStream,
  { source, digits, reason }: ListedCancellation,
  occasion: Occasion,
): Statement {
  const type = 'algorithm.cancelled';
  const id = `${digits}/${type}/${digestOf({ time: occasion.time })}`;
  return stated({ source, id, type, subject: stream.subject, data: dataOf(reason) }, occasion);
}

/** The lists speak of 注销 as the provider's own step (Algorithm Provisions, article 24). */
function dataOf(reason: string | undefined): JsonObject {
  return { by: 'provider', ...(reason !== undefined && { reason }) };
}
