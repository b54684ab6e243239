import type { ReachedAsOf, Registers, Views } from '#libs/compliance';
import { NotYetProjected, UnknownPosition } from '#libs/compliance';
import { Problem } from '../problems/problem.js';
import type { AsOfAsked } from './as-of.js';
import type { Cursor } from './cursor.js';

/**
 * The as-of of a page: what was asked, or what the cursor pinned.
 * @throws Problem `cursor-expired` when the views no longer reach what the cursor pinned
 */
export async function pinnedAsOf(
  registers: Registers,
  asked: AsOfAsked,
  cursor: Cursor | undefined,
  views?: Views,
): Promise<ReachedAsOf> {
  if (cursor === undefined) return registers.asOf(asked.validAt, asked.knownAt, views);
  try {
    return await registers.asOf(cursor.validAt, `position:${cursor.position}`, views);
  } catch (error) {
    const isBehind = error instanceof NotYetProjected || error instanceof UnknownPosition;
    if (!isBehind) throw error;
    throw new Problem('cursor-expired', 'The list was rebuilt since its first page; start again.');
  }
}
