import { setTimeout as pause } from 'node:timers/promises';
import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { FINAL_STATES, Runs } from '#libs/exports';
import type { ExportRun } from '#libs/exports';
import { Problem } from '../problems/problem.js';

const LOOKED_AGAIN_MS = 250;

/** A run, maybe once it is over. */
export class ReadRun extends Query<ExportRun> {
  constructor(
    readonly id: string,
    /** How long to wait for it. */
    readonly waitMs = 0,
  ) {
    super();
  }
}

@QueryHandler(ReadRun)
export class ReadRunHandler implements IQueryHandler<ReadRun> {
  constructor(private readonly runs: Runs) {}

  async execute({ id, waitMs }: ReadRun): Promise<ExportRun> {
    const until = performance.now() + waitMs;
    for (;;) {
      const run = await this.runs.find(id);
      if (run === undefined) throw new Problem('not-found', 'There is no such run.');
      if (FINAL_STATES.has(run.state) || performance.now() >= until) return run;
      await pause(LOOKED_AGAIN_MS);
    }
  }
}
