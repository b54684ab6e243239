import { setTimeout as pause } from 'node:timers/promises';
import { projectionState } from '#libs/ledger';
import type pg from 'pg';
import { REGISTERS_PROJECTION } from '../projection/registers-projection.js';
import { NotYetProjected } from './errors.js';

const FIRST_PAUSE_MS = 5;
const PAUSE_MAX_MS = 100;

export async function reachedPosition(pool: pg.Pool): Promise<number> {
  return (await projectionState(pool, REGISTERS_PROJECTION)).position;
}

/** @throws NotYetProjected when the time is over */
export async function waitUntilReached(
  pool: pg.Pool,
  position: number,
  timeoutMs: number,
): Promise<number> {
  const deadline = Date.now() + timeoutMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, PAUSE_MAX_MS)) {
    const reached = await reachedPosition(pool);
    if (reached >= position) return reached;
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) throw new NotYetProjected(position, reached);
    await pause(Math.min(pauseMs, leftMs));
  }
}
