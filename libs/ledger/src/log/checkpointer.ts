import { sql } from '#libs/database';
import { CannotRun } from '#libs/runtime';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { failureOf, messageOf } from '../failure.js';
import {
  CHECKPOINT_EVENTS_MAX,
  CHECKPOINT_INTERVAL_MS,
  PROJECTION_ACQUIRE_MS,
  REHASHED_AT_ONCE_MAX,
  WANTED_PAUSE_MS,
} from '../limits.js';
import { readHead } from '../reading/head.js';
import { WakeUp } from '../reading/wake-up.js';
import { latestCheckpoint } from './checkpoint-row.js';
import type { CheckpointRow } from './checkpoint-row.js';
import { LogFault } from './log-fault.js';
import { signNext } from './sign-next.js';
import type { LogSigner, SigningRun } from './sign-next.js';
import { acquireSigner } from './signer-lock.js';

const NOTE_REFUSAL = sql(import.meta.url, './note-refusal.sql');
/** A concurrent signer took the place in the chain, or changed what this one had read. */
const OVERTAKEN: ReadonlySet<unknown> = new Set(['23505', '40001']);

export interface CheckpointerHealth {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly detail: string;
}

export interface CheckpointerOptions {
  /** Acts as `edict_signer`. */
  readonly pool: pg.Pool;
  /** Asked before every run, for keys are rotated meanwhile; a failure is a refusal to sign. */
  readonly signer: (client: pg.ClientBase) => Promise<LogSigner>;
  readonly intervalMs?: number;
  readonly eventsMax?: number;
  /** Told whenever the health changes. */
  readonly onHealth?: (health: CheckpointerHealth) => void;
  readonly onSigned?: (run: SigningRun) => void;
  /** Told of every checkpoint once it is committed; sees to its own failures. */
  readonly onPublished?: (checkpoint: CheckpointRow) => Promise<void>;
}

/**
 * Signs the ledger: every minute if something changed, after so many events, and when somebody
 * wants it. Any number may be started, in any processes: one signs, the others stand by. Where it
 * refuses it says so, tries again every minute, and signs nothing until all is as it was signed.
 */
export class Checkpointer {
  private readonly stopping = new AbortController();
  private readonly intervalMs: number;
  private readonly eventsMax: number;
  private health: CheckpointerHealth | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly options: CheckpointerOptions) {
    this.intervalMs = options.intervalMs ?? CHECKPOINT_INTERVAL_MS;
    this.eventsMax = options.eventsMax ?? CHECKPOINT_EVENTS_MAX;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends the run that is under way, then lets another signer take over. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped()) {
      try {
        await this.runWhileHeld();
      } catch (error) {
        this.report('down', messageOf(error));
      }
      await this.rest(PROJECTION_ACQUIRE_MS);
    }
  }

  /** Returns when stopped, or when another process signs. */
  private async runWhileHeld(): Promise<void> {
    const client = await this.options.pool.connect();
    const wakeUp = new WakeUp(client);
    const wishes = new Wishes(client);
    try {
      if (!(await acquireSigner(client))) {
        this.report('ok', 'another process signs; this one waits');
        return;
      }
      await client.query('listen ledger; listen checkpoint_wanted');
      await this.signOnAndOn(client, wakeUp, wishes);
    } finally {
      // Ending the session is what gives up its lock.
      client.release(true);
    }
  }

  private async signOnAndOn(client: pg.PoolClient, wakeUp: WakeUp, wishes: Wishes): Promise<void> {
    let last: Outcome | undefined;
    let dueAt = 0;
    while (!this.stopped()) {
      const isWanted = wishes.take();
      const isDue = isWanted || performance.now() >= dueAt || (await this.isMuch(client, last));
      if (!isDue) {
        await wakeUp.next(this.stopping.signal);
        continue;
      }
      last = await this.signOnce(client);
      dueAt = performance.now() + (isUnfinished(last) ? WANTED_PAUSE_MS : this.intervalMs);
      if (isWanted) await this.rest(WANTED_PAUSE_MS);
    }
  }

  /** Whether so much was recorded since the last run that the next cannot wait. */
  private async isMuch(client: pg.PoolClient, last: Outcome | undefined): Promise<boolean> {
    if (typeof last !== 'object') return false;
    const { position } = await readHead(client);
    return position - last.size >= this.eventsMax;
  }

  private async signOnce(client: pg.PoolClient): Promise<Outcome> {
    try {
      const run = await this.inOneState(client);
      this.report('ok', 'signing');
      if (run.signed) await this.published(client, run);
      return run;
    } catch (error) {
      if (failureOf(error) === 'connection-lost') throw error;
      await client.query('rollback');
      if (isOvertaken(error)) return 'overtaken';
      await this.refuse(client, error);
      return 'refused';
    }
  }

  private async published(client: pg.PoolClient, run: SigningRun): Promise<void> {
    this.options.onSigned?.(run);
    const checkpoint = this.options.onPublished && (await latestCheckpoint(client));
    if (checkpoint) await this.options.onPublished(checkpoint);
  }

  private async inOneState(client: pg.PoolClient): Promise<SigningRun> {
    const signer = await this.options.signer(client);
    await client.query('begin isolation level repeatable read');
    const run = await signNext(client, signer, REHASHED_AT_ONCE_MAX);
    await client.query('commit');
    return run;
  }

  private async refuse(client: pg.PoolClient, error: unknown): Promise<void> {
    const isForeseen = error instanceof LogFault || error instanceof CannotRun;
    const detail = isForeseen ? error.message : messageOf(error);
    this.report('degraded', `refuses to sign: ${detail}`);
    await client.query(NOTE_REFUSAL, [detail]);
  }

  private report(status: CheckpointerHealth['status'], detail: string): void {
    if (this.health?.status === status && this.health.detail === detail) return;
    this.health = { status, detail };
    this.options.onHealth?.(this.health);
  }

  private stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

type Outcome = SigningRun | 'overtaken' | 'refused';

/** A long ledger is signed in steps, and whoever was overtaken looks again at once. */
function isUnfinished(outcome: Outcome): boolean {
  return outcome === 'overtaken' || (outcome !== 'refused' && outcome.size < outcome.head);
}

function isOvertaken(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && OVERTAKEN.has(error.code)
  );
}

/** Whether somebody has asked for a checkpoint since the last look. */
class Wishes {
  private wanted = false;

  constructor(client: pg.PoolClient) {
    client.on('notification', ({ channel }) => {
      if (channel === 'checkpoint_wanted') this.wanted = true;
    });
  }

  take(): boolean {
    const { wanted } = this;
    this.wanted = false;
    return wanted;
  }
}
