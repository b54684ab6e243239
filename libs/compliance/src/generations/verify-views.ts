import { beginGeneration, endGeneration } from '#libs/database';
import { LIVE } from '../projection/generation.js';
import { reachedPosition, STATUS_VIEWS } from '../queries/reached.js';
import { compareTables, type Comparison } from './compare-tables.js';
import { ViewsFold, type FoldOptions } from './views-fold.js';

const CHECKED = `${LIVE}_check`;
/** The tables that say something about the ledger; the others only keep them up with it. */
const TABLES = ['register_row', 'event_words', 'compliance_status', 'rule_change'];
/** Differences that are named, for each table; all are counted. */
const SHOWN_MAX = 20;

export interface VerifiedViews {
  /** What was compared is what was known at this position. */
  readonly position: number;
  readonly tables: readonly Comparison[];
  readonly isSound: boolean;
}

/**
 * Folds all views from the first event on and compares them with those that are stored, row by row.
 * Recording and reading go on meanwhile: compared is what was known at one position.
 * @throws CannotProject
 */
export async function verifyViews(options: FoldOptions): Promise<VerifiedViews> {
  const client = await options.pool.connect();
  const folded = `${CHECKED}_${process.pid}`;
  try {
    const position = await reachedPosition(options.pool, STATUS_VIEWS);
    await beginGeneration(client, LIVE, folded);
    await new ViewsFold(folded, options).reach(position);
    const tables: Comparison[] = [];
    for (const table of TABLES) {
      tables.push(
        await compareTables(client, table, { stored: LIVE, folded, position }, SHOWN_MAX),
      );
    }
    return { position, tables, isSound: tables.every(({ differing }) => differing === 0) };
  } finally {
    await endGeneration(client, folded).finally(() => {
      client.release(true);
    });
  }
}
