import { sql } from '#libs/database';
import type pg from 'pg';
import type { RulesOverTime, RuleStream } from '../statuses/rules-over-time.js';

const LIVE_RULE_STREAMS = sql(import.meta.url, './live-rule-streams.sql');

/** Lets the rulebook hold every rule event that the live views have taken. */
export async function reachLive(rules: RulesOverTime, pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<RuleStream>(LIVE_RULE_STREAMS);
  await rules.hold(rows);
}
