import { sql } from '#libs/database';
import type { RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import type { RulesOverTime, RuleStream } from './rules-over-time.js';

const RULE_STREAMS = sql(import.meta.url, './rule-streams.sql');

/**
 * Lets the rulebook hold every rule event that the views have taken, and these.
 * @param events the rule events of the batch, in order
 */
export async function reachRules(
  rules: RulesOverTime,
  transaction: pg.PoolClient,
  events: readonly RecordedEvent[],
): Promise<void> {
  const { rows } = await transaction.query<RuleStream>(RULE_STREAMS);
  await rules.hold(rows, events);
}
