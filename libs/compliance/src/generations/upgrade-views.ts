import { projectionState } from '#libs/ledger';
import { projectionsOf } from '../projection/list.js';
import { rebuildViews } from './rebuild-views.js';
import type { FoldOptions } from './views-fold.js';

/**
 * Builds the views anew where an older version of Edict built them; until then the old ones answer.
 * Returns whether it did.
 * @throws RebuildRuns, CannotProject
 */
export async function upgradeViews(options: FoldOptions): Promise<boolean> {
  for (const { name, version } of projectionsOf(options.ledger)) {
    const { version: built = version } = await projectionState(options.pool, name);
    if (built >= version) continue;
    await rebuildViews(options);
    return true;
  }
  return false;
}
