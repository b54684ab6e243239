import { sql } from '#libs/database';
import { callFailure, post, signedHeaders } from '#libs/outbound';
import type { AllowedCalls } from '#libs/outbound';
import type pg from 'pg';
import { disableWebhook } from '../disable-webhook.js';
import { webhookObjection } from '../webhook-objection.js';
import type { Authority } from '../webhook-objection.js';
import { CLAIM_MS } from '../working/limits.js';
import { noteOutcome } from './note-outcome.js';
import type { Claim, Outcome, TakenMessage } from './taken-message.js';

const TAKE_WEBHOOK = sql(import.meta.url, './take-webhook.sql');
const KEEP_CLAIM = sql(import.meta.url, './keep-claim.sql');
const GIVE_BACK_CLAIM = sql(import.meta.url, './give-back-claim.sql');
const NEXT_MESSAGE = sql(import.meta.url, './next-message.sql');
const BEGIN_ATTEMPT = sql(import.meta.url, './begin-attempt.sql');
const SECRETS_OF = sql(import.meta.url, './secrets-of.sql');

/** Of the secrets whose overlap runs, the newest sign. */
export const SIGNATURES_MAX = 3;

export interface TellerParts {
  /** Acts as `edict_worker`. */
  readonly pool: pg.Pool;
  readonly allowed: AllowedCalls;
  readonly authority: Authority;
}

interface Called {
  readonly url: string;
  readonly changedBy: string;
}

/**
 * Tells one webhook at a time what waits for it: one message after the other in their order, each
 * written down before it is told. Whoever dies in between has it told again under the same id.
 */
export class Teller {
  constructor(
    private readonly parts: TellerParts,
    private readonly signal: AbortSignal,
  ) {}

  /** Whether there was a webhook to call. */
  async tell(): Promise<boolean> {
    const { pool } = this.parts;
    const { rows } = await pool.query<Claim>(TAKE_WEBHOOK, [CLAIM_MS / 1000]);
    const [claim] = rows;
    if (claim === undefined) return false;
    try {
      while (!this.signal.aborted && (await this.tellNext(claim)));
    } finally {
      await pool.query(GIVE_BACK_CLAIM, [claim.id, claim.claim]);
    }
    return true;
  }

  /** Whether a message was told, whatever it came to. */
  private async tellNext(claim: Claim): Promise<boolean> {
    const { pool } = this.parts;
    const kept = [claim.id, claim.claim, CLAIM_MS / 1000];
    const [called] = (await pool.query<Called>(KEEP_CLAIM, kept)).rows;
    const [message] = (await pool.query<TakenMessage>(NEXT_MESSAGE, [claim.id])).rows;
    if (called === undefined || message === undefined) return false;
    const objection = webhookObjection(await this.parts.authority(called.changedBy));
    if (objection === undefined) {
      return this.attempt(claim, message, () => this.call(claim, called.url, message));
    }
    if (message.aside) {
      return this.attempt(claim, message, () => Promise.resolve({ error: objection }));
    }
    await disableWebhook(pool, claim.id, 'not-authorised', objection);
    return true;
  }

  private async attempt(
    claim: Claim,
    message: TakenMessage,
    call: () => Promise<Outcome>,
  ): Promise<boolean> {
    const { pool } = this.parts;
    const begun = [claim.id, message.sequence, claim.claim];
    const { rows } = await pool.query<{ attempt: number }>(BEGIN_ATTEMPT, begun);
    if (rows[0] === undefined) return false;
    const outcome = await call();
    // Whoever is told to end has not failed; that it was begun stays on record.
    if (isAborted(this.signal) && outcome.error !== undefined) return false;
    return noteOutcome(pool, claim, { ...message, attempt: rows[0].attempt }, outcome);
  }

  private async call(claim: Claim, url: string, { id, body }: TakenMessage): Promise<Outcome> {
    const { pool, allowed } = this.parts;
    const values = [claim.id, SIGNATURES_MAX];
    const { rows } = await pool.query<{ secret: Buffer }>(SECRETS_OF, values);
    const message = { id, body: Buffer.from(body) };
    const secrets = rows.map(({ secret }) => secret);
    const headers = signedHeaders(message, new Date(), secrets);
    try {
      const status = await post(allowed, url, headers, message.body, this.signal);
      const isTold = status >= 200 && status < 300;
      return { status, ...(!isTold && { error: `The receiver answered ${status}.` }) };
    } catch (error) {
      return { error: callFailure(error) };
    }
  }
}

/** Asked again after a wait, which a type does not see. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}
