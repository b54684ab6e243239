import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Verdict } from '../append.js';
import { LedgerUnavailable } from '../errors.js';
import { RECONNECT_PAUSES_MS, RETRY_AFTER_SECONDS } from '../limits.js';
import { failureOf } from '../failure.js';
import { carryForeseen } from './foreseen-transaction.js';
import { Foresight } from './foresight.js';
import { carryGroup } from './group-transaction.js';
import { CommitUnknown, findLost, prepareToAppend } from './head-transaction.js';
import type { PreparedAppend } from './judge.js';

/** Records groups of appends, through broken connections and lost replies. */
export class GroupCommitter {
  private readonly pool: pg.Pool;
  /** The last position that this process has acknowledged. */
  private recorded = 0;
  private readonly foresight = new Foresight();
  private readonly prepared = new WeakSet<pg.PoolClient>();

  /** Commits on one connection of its own, made as those of the pool are. */
  constructor(
    pool: pg.Pool,
    private readonly headLockTimeoutMs: number,
  ) {
    const { password } = pool.options;
    this.pool = new pg.Pool({
      ...pool.options,
      ...(password !== undefined && { password }),
      max: 1,
      pipeline: true,
      allowExitOnIdle: true,
    });
    // A connection that breaks while idle is replaced with the next group.
    this.pool.on('error', () => undefined);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /** What becomes of each append, in order: its verdict, or the error that kept it from one. */
  async commit(group: readonly PreparedAppend[]): Promise<readonly (Verdict | Error)[]> {
    try {
      return await this.commitTogether(group);
    } catch (error) {
      const failed = asError(error);
      if (error instanceof LedgerUnavailable || group.length === 1) return group.map(() => failed);
      return this.commitOneByOne(group);
    }
  }

  private async commitOneByOne(
    group: readonly PreparedAppend[],
  ): Promise<readonly (Verdict | Error)[]> {
    const outcomes: (Verdict | Error)[] = [];
    for (const append of group) outcomes.push(...(await this.commit([append])));
    return outcomes;
  }

  private async commitTogether(group: readonly PreparedAppend[]): Promise<readonly Verdict[]> {
    let lost: CommitUnknown | undefined;
    let failed: unknown;
    for (const pauseMs of [0, ...RECONNECT_PAUSES_MS]) {
      if (pauseMs > 0) await pause(pauseMs);
      try {
        return this.acknowledged(await this.attempt(group, lost));
      } catch (error) {
        if (error instanceof CommitUnknown) lost = error;
        else if (failureOf(error) === 'busy') throw unavailable('it is busy or full', lost, error);
        else if (failureOf(error) === 'statement') throw error;
        failed = error;
      }
    }
    throw unavailable('the database cannot be reached', lost, failed);
  }

  private acknowledged(verdicts: readonly Verdict[]): readonly Verdict[] {
    for (const verdict of verdicts) {
      const last = verdict.outcome === 'recorded' ? verdict.receipts.at(-1) : undefined;
      this.recorded = Math.max(this.recorded, last?.position ?? 0);
    }
    return verdicts;
  }

  private async attempt(
    group: readonly PreparedAppend[],
    lost: CommitUnknown | undefined,
  ): Promise<readonly Verdict[]> {
    const client = await this.pool.connect();
    let broken = false;
    const onError = (): void => {
      broken = true;
    };
    client.on('error', onError);
    try {
      return await this.carry(client, group, lost);
    } catch (error) {
      this.foresight.forget();
      broken ||= error instanceof CommitUnknown || failureOf(error) === 'connection-lost';
      broken ||= !(await rolledBack(client));
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  private async carry(
    client: pg.PoolClient,
    group: readonly PreparedAppend[],
    lost: CommitUnknown | undefined,
  ): Promise<readonly Verdict[]> {
    const { headLockTimeoutMs: lockTimeoutMs, recorded, foresight } = this;
    if (!this.prepared.has(client)) {
      await prepareToAppend(client);
      this.prepared.add(client);
    }
    const found = lost && (await findLost(client, lost, lockTimeoutMs));
    if (found !== undefined) return found;
    const foreseen = foresight.foresee(group);
    const verdicts = foreseen && (await carryForeseen(client, foreseen, foresight, lockTimeoutMs));
    return verdicts ?? carryGroup(client, group, { lockTimeoutMs, recorded, foresight });
  }
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    // The error that led here is the one to tell; the connection is thrown away.
    return false;
  }
}

function unavailable(
  reason: string,
  lost: CommitUnknown | undefined,
  cause: unknown,
): LedgerUnavailable {
  const outcome = lost === undefined ? 'not-recorded' : 'unknown';
  return new LedgerUnavailable(reason, RETRY_AFTER_SECONDS, outcome, { cause });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
