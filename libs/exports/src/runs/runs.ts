import { inTransaction, sql } from '#libs/database';
import type pg from 'pg';
import { newRunId } from '../definitions/identifiers.js';
import type { ExportDefinition, ExportQuestion } from '../writing/export-question.js';
import { claimTargets } from './claim-targets.js';
import { questionOf } from './question-of.js';
import { exportRun } from './export-run.js';
import type { ExportRun, RunColumns, RunState } from './export-run.js';
import { settleRun } from './settle-run.js';

const FIND_RUN = sql(import.meta.url, './find-run.sql');
const LIST_RUNS = sql(import.meta.url, './list-runs.sql');
const HOLD_DEFINITION = sql(import.meta.url, './hold-definition.sql');
const CLAIM_RUN = sql(import.meta.url, './claim-run.sql');
const RUN_AT = sql(import.meta.url, './run-at.sql');
const HAS_LATER_RUN = sql(import.meta.url, './has-later-run.sql');
const RETRY_RUN = sql(import.meta.url, './retry-run.sql');
const RETRY_TARGETS = sql(import.meta.url, './retry-targets.sql');
const QUESTION_OF_RUN = sql(import.meta.url, './question-of-run.sql');

/** A delta that begins from an earlier run cannot be put between runs that followed each other. */
export class ChainPassed extends Error {
  constructor(readonly nominalTime: Date) {
    super(
      `A delta of a later nominal time than ${nominalTime.toISOString()} is on record, and covers it.`,
    );
    this.name = 'ChainPassed';
  }
}

interface QuestionColumns {
  readonly asked: ExportDefinition;
  readonly nominalTime: Date;
  readonly position: number;
  readonly previousTime: Date | null;
  readonly previousPosition: number | null;
}

/** The runs of exports, as whoever asks for them sees them. Workers do them. */
export class Runs {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * The run of a nominal time, or of now: it is claimed where there was none, and taken up again
   * where it had failed; whoever asks answers for it. Absent where there is no such export.
   * @throws ChainPassed
   */
  async ask(
    definition: string,
    nominalTime: Date | undefined,
    actor: string,
  ): Promise<ExportRun | undefined> {
    if (definition.includes('\0')) return undefined;
    const id = await inTransaction(this.pool, async (client) => {
      // It is neither changed nor deleted until the run is claimed, so that the run is all of one.
      const { rowCount } = await client.query(HOLD_DEFINITION, [definition]);
      if (rowCount !== 1) return undefined;
      const found = nominalTime && (await runAt(client, definition, nominalTime));
      if (nominalTime !== undefined && isToBeWritten(found)) {
        await refusePassed(client, definition, nominalTime);
      }
      if (found !== undefined) return retried(client, found, actor);
      return claimed(client, definition, nominalTime, actor);
    });
    return id === undefined ? undefined : this.find(id);
  }

  async find(id: string): Promise<ExportRun | undefined> {
    if (id.includes('\0')) return undefined;
    const { rows } = await this.pool.query<RunColumns>(FIND_RUN, [id]);
    return rows[0] && exportRun(rows[0]);
  }

  /** Latest nominal time first; those before a time, where one is given. */
  async list(
    definition: string,
    limit: number,
    before: Date | undefined,
  ): Promise<readonly ExportRun[]> {
    const { rows } = await this.pool.query<RunColumns>(LIST_RUNS, [definition, before, limit]);
    return rows.map(exportRun);
  }

  /** What a run that is written was asked; whoever asks it again gets the same bytes. */
  async question(id: string): Promise<ExportQuestion | undefined> {
    if (id.includes('\0')) return undefined;
    const { rows } = await this.pool.query<QuestionColumns>(QUESTION_OF_RUN, [id]);
    const [found] = rows;
    if (found === undefined) return undefined;
    const { previousTime, previousPosition } = found;
    const previous =
      previousTime === null || previousPosition === null
        ? undefined
        : { nominalTime: previousTime, position: previousPosition };
    return questionOf(found.asked, found, previous);
  }
}

interface RunFound {
  readonly id: string;
  readonly state: RunState;
  readonly isWritten: boolean;
}

/** What was written has its place in the chain, and can be delivered again. */
function isToBeWritten(found: RunFound | undefined): boolean {
  return found === undefined || (found.state === 'failed' && !found.isWritten);
}

async function runAt(
  client: pg.PoolClient,
  definition: string,
  nominalTime: Date,
): Promise<RunFound | undefined> {
  return (await client.query<RunFound>(RUN_AT, [definition, nominalTime])).rows[0];
}

async function refusePassed(
  client: pg.PoolClient,
  definition: string,
  nominalTime: Date,
): Promise<void> {
  const values = [definition, nominalTime];
  const { rows } = await client.query<{ later: boolean }>(HAS_LATER_RUN, values);
  if (rows[0]?.later) throw new ChainPassed(nominalTime);
}

async function retried(client: pg.PoolClient, { id }: RunFound, actor: string): Promise<string> {
  const { rowCount } = await client.query(RETRY_RUN, [id, actor]);
  if (rowCount !== 1) return id;
  await client.query(RETRY_TARGETS, [id]);
  await settleRun(client, id);
  return id;
}

/** Another may have claimed the time meanwhile: what is asked for as of now has the next one then. */
async function claimed(
  client: pg.PoolClient,
  definition: string,
  nominalTime: Date | undefined,
  actor: string,
): Promise<string | undefined> {
  const values = [newRunId(), definition, nominalTime, actor];
  const { rows } = await client.query<{ id: string }>(CLAIM_RUN, values);
  const [run] = rows;
  if (run === undefined) {
    if (nominalTime === undefined) return claimed(client, definition, nominalTime, actor);
    return (await runAt(client, definition, nominalTime))?.id;
  }
  await claimTargets(client, [run.id]);
  return run.id;
}
