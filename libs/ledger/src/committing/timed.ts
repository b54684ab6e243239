import type pg from 'pg';
import { ANSWER_TIMEOUT_MS } from '../limits.js';

/** A query whose connection is given up when no answer comes; pg knows `query_timeout` per query. */
export type TimedQuery = pg.QueryConfig & { readonly query_timeout: number };

export function timed(query: pg.QueryConfig, timeoutMs = ANSWER_TIMEOUT_MS): TimedQuery {
  return { ...query, query_timeout: timeoutMs };
}
