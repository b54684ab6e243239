import { setTimeout as pause } from 'node:timers/promises';
import { NotYetProjected } from '#libs/compliance';
import { inTransaction, sql } from '#libs/database';
import { settledPositionAt } from '#libs/ledger';
import type pg from 'pg';
import { codeOf } from '../files/failure.js';
import { questionOf } from '../runs/question-of.js';
import { settleRun } from '../runs/settle-run.js';
import { InvalidExport } from '../writing/errors.js';
import type { ExportDefinition, ExportQuestion } from '../writing/export-question.js';
import type { ExportWriter } from '../writing/export-writer.js';
import { exportObjection } from './export-objection.js';
import type { ExportIdentity } from './export-objection.js';
import type { KeptFiles, KeptRun } from './kept-files.js';
import { RUN_FAILURES_MAX } from './limits.js';
import { isCalledOff, Overtaken, Refused } from './refused.js';

const TAKE_RUN = sql(import.meta.url, './take-run.sql');
const FIND_PREVIOUS = sql(import.meta.url, './find-previous.sql');
const PREVIOUS_OF_RUN = sql(import.meta.url, './previous-of-run.sql');
const FIX_MOMENT = sql(import.meta.url, './fix-moment.sql');
const NOTE_WRITTEN = sql(import.meta.url, './note-written.sql');
const NOTE_RUN_FAILURE = sql(import.meta.url, './note-run-failure.sql');
const GIVE_BACK_RUN = sql(import.meta.url, './give-back-run.sql');
const LOOKED_AGAIN_MS = 200;

/** Who somebody is now that asked for something earlier; undefined where nobody is. */
export type Authority = (actor: string) => Promise<ExportIdentity | undefined>;

export interface RunAttemptParts {
  readonly pool: pg.Pool;
  readonly writer: ExportWriter;
  readonly kept: KeptFiles;
  readonly authority: Authority;
}

interface TakenRun {
  readonly id: string;
  readonly export: string;
  readonly nominalTime: Date;
  readonly asked: ExportDefinition;
  readonly revision: number;
  readonly attempt: number;
  readonly failures: number;
  readonly position: number | null;
  readonly previous: string | null;
  readonly actsFor: string;
}

interface Previous {
  readonly id: string;
  readonly nominalTime: Date;
  readonly position: number;
  readonly manifestSha256: string;
}

/** Writes the files of a run, however often it is tried: the same ones. */
export class RunAttempt {
  constructor(
    private readonly parts: RunAttemptParts,
    private readonly worker: number,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Does nothing where the run is in other hands, or needs nobody.
   * @throws what is worth another attempt
   */
  async perform(id: string): Promise<void> {
    const { rows } = await this.parts.pool.query<TakenRun>(TAKE_RUN, [id, this.worker]);
    const [run] = rows;
    if (run === undefined) return;
    try {
      await this.finish(run, await this.write(run));
    } catch (error) {
      if (error instanceof Overtaken) return;
      if (await this.isOver(run, error)) return;
      throw error;
    }
  }

  private async write(run: TakenRun): Promise<KeptRun> {
    await this.checkAuthority(run);
    const question = await this.questionFor(run);
    const { kept, writer } = this.parts;
    const before = await kept.find(run.id);
    if (before !== undefined) return before;
    await kept.remove(run.id);
    const folder = await kept.begin(run.id, run.attempt);
    const told = {
      export: run.export,
      run: run.id,
      nominalTime: run.nominalTime.toISOString(),
      attempt: run.attempt,
    };
    await this.onceProjected(() =>
      writer.write(question, folder, { run: told, signal: this.signal }),
    );
    return kept.keep(run.id, folder);
  }

  private async checkAuthority({ actsFor, failures, asked }: TakenRun): Promise<void> {
    if (failures >= RUN_FAILURES_MAX) {
      throw new Refused('gave-up', `It failed ${failures} times; workers that did it died.`);
    }
    const reason = exportObjection(await this.parts.authority(actsFor), asked.dataset);
    if (reason !== undefined) throw new Refused('not-authorised', reason);
  }

  private async questionFor(run: TakenRun): Promise<ExportQuestion> {
    const { nominalTime, asked } = run;
    const { position, previous } =
      run.position === null
        ? await this.fixMoment(run)
        : { position: run.position, previous: await this.previousOf(run) };
    return questionOf(asked, { nominalTime, position }, previous);
  }

  /** What the run is as of is decided once, when all that was recorded by then is known. */
  private async fixMoment(run: TakenRun) {
    const { pool } = this.parts;
    let position: number | undefined;
    while ((position = await settledPositionAt(pool, run.nominalTime)) === undefined) {
      await pause(LOOKED_AGAIN_MS, undefined, { signal: this.signal });
    }
    const previous = run.asked.mode === 'delta' ? await this.previousFor(run) : undefined;
    const values = [run.id, run.attempt, this.worker, position, previous?.id];
    const { rowCount } = await pool.query(FIX_MOMENT, values);
    if (rowCount !== 1) throw new Overtaken();
    return { position, previous };
  }

  private async previousFor(run: TakenRun): Promise<Previous | undefined> {
    const values = [run.export, run.revision, run.nominalTime];
    return (await this.parts.pool.query<Previous>(FIND_PREVIOUS, values)).rows[0];
  }

  private async previousOf({ previous }: TakenRun): Promise<Previous | undefined> {
    if (previous === null) return undefined;
    return (await this.parts.pool.query<Previous>(PREVIOUS_OF_RUN, [previous])).rows[0];
  }

  /** Views that have not yet seen all that the run is as of are waited for. */
  private async onceProjected<Result>(work: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof NotYetProjected)) throw error;
        await pause(LOOKED_AGAIN_MS, undefined, { signal: this.signal });
      }
    }
  }

  private async finish(run: TakenRun, { files, rows, manifestSha256 }: KeptRun): Promise<void> {
    await inTransaction(this.parts.pool, async (client) => {
      const fence = [run.id, run.attempt, this.worker];
      const values = [...fence, JSON.stringify(files), rows, manifestSha256];
      const { rowCount } = await client.query(NOTE_WRITTEN, values);
      if (rowCount !== 1) throw new Overtaken();
      await settleRun(client, run.id);
    });
  }

  /** Whether the run has failed for good, which is noted; else it is given back. */
  private async isOver(run: TakenRun, error: unknown): Promise<boolean> {
    const { pool, kept } = this.parts;
    const fence = [run.id, run.attempt, this.worker];
    if (isCalledOff(this.signal)) {
      await pool.query(GIVE_BACK_RUN, fence);
      return false;
    }
    const problem = problemOf(error);
    const isOver = problem.isFinal || run.failures + 1 >= RUN_FAILURES_MAX;
    const { code, detail } = problem;
    const values = [...fence, JSON.stringify({ code, detail }), isOver];
    const { rowCount } = await pool.query(NOTE_RUN_FAILURE, values);
    // What another attempt has begun meanwhile is left to it.
    if (rowCount !== 1) return true;
    await kept.clear(run.id);
    return isOver;
  }
}

function problemOf(error: unknown) {
  if (error instanceof Refused || error instanceof InvalidExport) {
    return { code: error.code, detail: error.message, isFinal: true };
  }
  const code = codeOf(error) ?? '';
  return { code: 'write-failed', detail: WRITE_FAILURES.get(code) ?? UNFORESEEN, isFinal: false };
}

/** What an operator can mend is said; what may tell of statements and paths is for the log. */
const WRITE_FAILURES: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'There is no room left where exports are kept.'],
  ['EACCES', 'The folder where exports are kept cannot be written.'],
  ['EROFS', 'The folder where exports are kept cannot be written.'],
]);
const UNFORESEEN = 'The files could not be written; the log of the worker says why.';
