import { sql } from '#libs/database';
import type { Statement } from '#libs/database';
import type { AsOf } from '../../as-of.js';

const SEGMENT_TABLE = sql(import.meta.url, './segment-table.sql');

export interface SegmentSelection {
  readonly companies?: readonly string[];
  /** `<collection>/<id>`. */
  readonly subjects?: readonly string[];
  readonly obligations?: readonly string[];
  /** RFC 3339: segments that end at or before it are left out. */
  readonly from?: string;
}

/**
 * Every segment that began at or before `validAt`, as one statement without an order: what
 * `StatusHistory` gives of the period until then, but that a segment which still stands has no
 * end, so that it stays as it is until it ends. Events are given by their positions.
 */
export function segmentTable({ validAt, knownAt }: AsOf, selection: SegmentSelection): Statement {
  const { companies, subjects, obligations, from = '-infinity' } = selection;
  const values = [validAt, knownAt, companies, subjects, obligations, from];
  return { text: SEGMENT_TABLE, values };
}
