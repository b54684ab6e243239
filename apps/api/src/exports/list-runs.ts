import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Definitions, Runs } from '#libs/exports';
import type { WholeShape } from '../answers/shape.js';
import { openCursor, sealCursor } from '../lists/cursor.js';
import { LIMIT_DEFAULT, PAGING } from '../lists/list-parameters.js';
import type { Asked } from '../parameters/parameter.js';
import { Problem } from '../problems/problem.js';
import { runAnswer } from './run-answer.js';
import type { RunAnswer } from './run-answer.js';

export interface RunPage {
  readonly items: readonly WholeShape<RunAnswer>[];
  readonly next?: string;
}

/** A page of the runs of an export, latest nominal time first. */
export class ListRuns extends Query<RunPage> {
  constructor(
    readonly definition: string,
    readonly asked: Asked<typeof PAGING>,
  ) {
    super();
  }
}

@QueryHandler(ListRuns)
export class ListRunsHandler implements IQueryHandler<ListRuns> {
  constructor(
    private readonly definitions: Definitions,
    private readonly runs: Runs,
  ) {}

  async execute({ definition, asked }: ListRuns): Promise<RunPage> {
    const { limit = LIMIT_DEFAULT, cursor: given } = asked;
    const list = `exports/${definition}/runs`;
    const cursor = given === undefined ? undefined : openCursor(given, list, {});
    if ((await this.definitions.find(definition)) === undefined) {
      throw new Problem('not-found', 'There is no such export.');
    }
    const before = cursor && new Date(cursor.after.key);
    const found = await this.runs.list(definition, limit + 1, before);
    const items = found.slice(0, limit).map(runAnswer);
    const key = items.at(-1)?.nominalTime ?? '';
    // Runs are no view of the ledger, so the cursor has no position.
    const after = { sort: '', key };
    const next = sealCursor({ list, position: 0, query: {}, after });
    return { items, ...(found.length > limit && { next }) };
  }
}
