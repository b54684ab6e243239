import { setTimeout as pause } from 'node:timers/promises';
import { projectionState } from '#libs/ledger';
import type pg from 'pg';
import { REGISTERS_PROJECTION } from '../projection/registers-projection.js';
import { NotYetProjected } from './errors.js';

const FIRST_PAUSE_MS = 5;
const PAUSE_MAX_MS = 100;

/** The names of the projections that an answer reads. */
export type Views = readonly [string, ...string[]];

export const REGISTER_VIEWS: Views = [REGISTERS_PROJECTION];
/** Statuses are shown with the rules, owners and names that the registers have. */
export const STATUS_VIEWS: Views = [REGISTERS_PROJECTION];

/** The least position that any of the views has reached. */
export async function reachedPosition(pool: pg.Pool, views: Views): Promise<number> {
  const states = await Promise.all(views.map((view) => projectionState(pool, view)));
  return Math.min(...states.map(({ position }) => position));
}

/** @throws NotYetProjected when the time is over */
export async function waitUntilReached(
  pool: pg.Pool,
  views: Views,
  position: number,
  timeoutMs: number,
): Promise<number> {
  const deadline = Date.now() + timeoutMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, PAUSE_MAX_MS)) {
    const reached = await reachedPosition(pool, views);
    if (reached >= position) return reached;
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) throw new NotYetProjected(position, reached);
    await pause(Math.min(pauseMs, leftMs));
  }
}
