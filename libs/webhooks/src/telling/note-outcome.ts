import { inTransaction, sql } from '#libs/database';
import type pg from 'pg';
import { disableWebhook } from '../disable-webhook.js';
import { ASIDE_FAILURES_MAX, FAILURES_MAX, retryDelayS } from './retry-delay.js';
import type { Claim, Outcome, TakenMessage } from './taken-message.js';

const HOLD_CLAIM = sql(import.meta.url, './hold-claim.sql');
const END_ATTEMPT = sql(import.meta.url, './end-attempt.sql');
const NOTE_DELIVERED = sql(import.meta.url, './note-delivered.sql');
const NOTE_REACHED = sql(import.meta.url, './note-reached.sql');
const PUT_OFF_WEBHOOK = sql(import.meta.url, './put-off-webhook.sql');
const PUT_OFF_MESSAGE = sql(import.meta.url, './put-off-message.sql');

/** The receiver wants to hear nothing more. */
const GONE = 410;

/** Notes what a call came to; false where another has taken the webhook over meanwhile. */
export async function noteOutcome(
  pool: pg.Pool,
  claim: Claim,
  message: TakenMessage & { readonly attempt: number },
  outcome: Outcome,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(HOLD_CLAIM, [claim.id, claim.claim]);
    if (rowCount !== 1) return false;
    const { sequence, attempt } = message;
    const { status, error } = outcome;
    await client.query(END_ATTEMPT, [claim.id, sequence, attempt, status, error]);
    if (error === undefined) await delivered(client, claim, message);
    else if (message.aside) await failedAside(client, claim, message);
    else await failed(client, claim, message, outcome);
    return true;
  });
}

async function delivered(
  client: pg.PoolClient,
  { id }: Claim,
  { sequence, aside }: TakenMessage,
): Promise<void> {
  await client.query(NOTE_DELIVERED, [id, sequence]);
  if (!aside) await client.query(NOTE_REACHED, [id]);
}

/** A test is made once: whoever asked for it is watching. */
async function failedAside(
  client: pg.PoolClient,
  { id }: Claim,
  { sequence, type, failures }: TakenMessage,
): Promise<void> {
  const isOver = type === 'webhook.test' || failures + 1 >= ASIDE_FAILURES_MAX;
  const delay = retryDelayS(failures + 1, Math.random());
  await client.query(PUT_OFF_MESSAGE, [id, sequence, delay, isOver]);
}

/** The message stays the next one, so that the order is kept and nothing is lost. */
async function failed(
  client: pg.PoolClient,
  { id }: Claim,
  { failuresOfWebhook }: TakenMessage,
  { status, error }: Outcome,
): Promise<void> {
  const failures = failuresOfWebhook + 1;
  await client.query(PUT_OFF_WEBHOOK, [id, retryDelayS(failures, Math.random())]);
  if (status === GONE) {
    await disableWebhook(client, id, 'gone', 'The receiver answered 410: it is gone.');
  } else if (failures >= FAILURES_MAX) {
    const detail = `${failures} calls in a row have failed. ${error ?? ''}`.trim();
    await disableWebhook(client, id, 'failing', detail);
  }
}
