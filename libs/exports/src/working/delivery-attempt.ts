import { inTransaction, sql } from '#libs/database';
import type { AllowedCalls } from '#libs/outbound';
import type pg from 'pg';
import type { Delivery } from '../definitions/export-terms.js';
import { DeliveryFailed } from '../delivering/delivered-run.js';
import type { DeliveredRun } from '../delivering/delivered-run.js';
import { deliverToFolder } from '../delivering/folder.js';
import { tellWebhook } from '../delivering/webhook.js';
import { codeOf } from '../files/failure.js';
import { holdRun, settleRun } from '../runs/settle-run.js';
import type { KeptFiles } from './kept-files.js';
import { DELIVERY_FAILURES_MAX } from './limits.js';
import { isCalledOff, Overtaken } from './refused.js';

const TAKE_TARGET = sql(import.meta.url, './take-target.sql');
const NOTE_DELIVERED = sql(import.meta.url, './note-delivered.sql');
const NOTE_TARGET_FAILURE = sql(import.meta.url, './note-target-failure.sql');
const GIVE_BACK_TARGET = sql(import.meta.url, './give-back-target.sql');
const SECRET_OF = sql(import.meta.url, './secret-of.sql');

export interface DeliveryParts {
  readonly pool: pg.Pool;
  readonly kept: KeptFiles;
  /** The root of exports, which folders are below. */
  readonly root: string;
  readonly allowed: AllowedCalls;
}

interface TakenTarget extends Omit<DeliveredRun, 'folder'> {
  readonly place: number;
  readonly delivery: Delivery;
  readonly attempt: number;
  readonly failures: number;
}

/** Delivers a run to one of its targets; what the others do does not concern it. */
export class DeliveryAttempt {
  constructor(
    private readonly parts: DeliveryParts,
    private readonly worker: number,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Does nothing where the target is in other hands, or has it.
   * @throws what is worth another attempt
   */
  async perform(run: string, place: number): Promise<void> {
    const { rows } = await this.parts.pool.query<TakenTarget>(TAKE_TARGET, [
      run,
      place,
      this.worker,
    ]);
    const [target] = rows;
    if (target === undefined) return;
    try {
      await this.deliver(target);
      await this.note(target, NOTE_DELIVERED, []);
    } catch (error) {
      if (error instanceof Overtaken) return;
      if (await this.isOver(target, error)) return;
      throw error;
    }
  }

  private async deliver(target: TakenTarget): Promise<void> {
    const { kept, root, allowed } = this.parts;
    if (target.failures >= DELIVERY_FAILURES_MAX) {
      throw new DeliveryFailed('Workers that delivered it died, again and again.', true);
    }
    const run = { ...target, folder: kept.folderOf(target.run) };
    const { delivery } = target;
    switch (delivery.kind) {
      case 'folder':
        return deliverToFolder(root, delivery, run, attemptOf(target), this.signal);
      case 's3': {
        // Only whoever has a bucket waits for its large library to load.
        const { deliverToBucket } = await import('../delivering/bucket.js');
        return deliverToBucket(allowed, delivery, run, this.signal);
      }
      case 'webhook':
        return tellWebhook(allowed, delivery, run, await this.secretOf(target), this.signal);
    }
  }

  private async secretOf(target: TakenTarget): Promise<Buffer> {
    const { rows } = await this.parts.pool.query<{ secret: Buffer }>(SECRET_OF, [target.export]);
    if (rows[0] === undefined) throw new DeliveryFailed('There is nothing to sign with.', true);
    return rows[0].secret;
  }

  private async isOver(target: TakenTarget, error: unknown): Promise<boolean> {
    if (isCalledOff(this.signal)) {
      const { run, place, attempt } = target;
      await this.parts.pool.query(GIVE_BACK_TARGET, [run, place, attempt, this.worker]);
      return false;
    }
    const isFinal = error instanceof DeliveryFailed && error.isFinal;
    const isOver = isFinal || target.failures + 1 >= DELIVERY_FAILURES_MAX;
    await this.note(target, NOTE_TARGET_FAILURE, [told(error), isOver]);
    return isOver;
  }

  private async note(
    { run, place, attempt }: TakenTarget,
    statement: string,
    more: readonly unknown[],
  ): Promise<void> {
    await inTransaction(this.parts.pool, async (client) => {
      const values = [run, place, attempt, this.worker, ...more];
      await holdRun(client, run);
      const { rowCount } = await client.query(statement, values);
      if (rowCount !== 1) throw new Overtaken();
      await settleRun(client, run);
    });
  }
}

function attemptOf({ place, attempt }: TakenTarget): string {
  return `${place}-${attempt}`;
}

function told(error: unknown): string {
  if (error instanceof DeliveryFailed) return error.message;
  const code = codeOf(error);
  return `It could not be delivered${code === undefined ? '' : ` (${code})`}; the log of the worker says why.`;
}
