import { Readable } from 'node:stream';
import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { Identity } from '#libs/access';
import { ExportWriter, Runs } from '#libs/exports';
import { Flow } from '../answers/answer.js';
import { Problem } from '../problems/problem.js';
import { checkReader } from './check-asker.js';

const CSV = 'text/csv; charset=utf-8; header=present';

/** The CSV of a run made anew from the ledger. */
export class ReproduceRun extends Query<Flow> {
  constructor(
    readonly id: string,
    readonly reader: Identity,
  ) {
    super();
  }
}

@QueryHandler(ReproduceRun)
export class ReproduceRunHandler implements IQueryHandler<ReproduceRun> {
  constructor(
    private readonly runs: Runs,
    private readonly writer: ExportWriter,
  ) {}

  async execute({ id, reader }: ReproduceRun): Promise<Flow> {
    const run = await this.runs.find(id);
    if (run === undefined) throw new Problem('not-found', 'There is no such run.');
    const question = await this.runs.question(id);
    if (question === undefined) {
      throw new Problem(
        'not-written',
        'The run has not been written, so there is nothing to equal.',
      );
    }
    checkReader(reader, question.dataset);
    const name = run.files[0]?.name ?? 'export.csv';
    const ended = new AbortController();
    const content = Readable.from(this.writer.csv(question, { signal: ended.signal }));
    content.once('close', () => {
      ended.abort();
    });
    return new Flow(CSV, content, undefined, name);
  }
}
