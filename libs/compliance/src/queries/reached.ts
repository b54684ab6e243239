import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '#libs/database';
import type pg from 'pg';
import { REGISTERS_PROJECTION } from '../projection/registers-projection.js';
import { STATUSES_PROJECTION } from '../statuses/statuses-projection.js';
import { NotYetProjected } from './errors.js';

const REACHED = sql(import.meta.url, './reached.sql');

const FIRST_PAUSE_MS = 5;
const PAUSE_MAX_MS = 100;

/** What an answer reads. */
export interface Views {
  readonly projections: readonly string[];
  /** Only the statuses of these companies are read, so that those of others hold up nothing. */
  readonly companies?: readonly string[];
}

export const REGISTER_VIEWS: Views = { projections: [REGISTERS_PROJECTION] };
/** Statuses are shown with the rules, owners and names that the registers have. */
export const STATUS_VIEWS: Views = { projections: [REGISTERS_PROJECTION, STATUSES_PROJECTION] };

/** What is folded anew need only be told which streams it is made of. */
export const HISTORY_VIEWS: Views = { ...STATUS_VIEWS, companies: [] };

export function statusesOf(...companies: readonly string[]): Views {
  return { ...STATUS_VIEWS, companies };
}

/** The least position that anything of what is read has reached. */
export async function reachedPosition(
  pool: pg.Pool,
  { projections, companies }: Views,
): Promise<number> {
  const { rows } = await pool.query<{ position: number }>(REACHED, [
    projections,
    STATUSES_PROJECTION,
    companies ?? null,
  ]);
  return rows[0]?.position ?? 0;
}

/** @throws NotYetProjected when the time is over */
export async function waitUntilReached(
  pool: pg.Pool,
  views: Views,
  position: number,
  timeoutMs: number,
): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, PAUSE_MAX_MS)) {
    const reached = await reachedPosition(pool, views);
    if (reached >= position) return reached;
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) throw new NotYetProjected(position, reached);
    await pause(Math.min(pauseMs, leftMs));
  }
}
