import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Definitions } from '#libs/exports';
import { Ledger } from '#libs/ledger';
import type { WholeShape } from '../answers/shape.js';
import { Problem } from '../problems/problem.js';
import { exportAnswer } from './export-answer.js';
import type { ExportAnswer } from './export-answer.js';
import { nextRunsOf } from './next-runs-of.js';

/** The exports that there are, oldest first. */
export class ListExports extends Query<readonly WholeShape<ExportAnswer>[]> {}

@QueryHandler(ListExports)
export class ListExportsHandler implements IQueryHandler<ListExports> {
  constructor(
    private readonly definitions: Definitions,
    private readonly ledger: Ledger,
  ) {}

  async execute(): Promise<readonly WholeShape<ExportAnswer>[]> {
    const answers: WholeShape<ExportAnswer>[] = [];
    for (const stored of await this.definitions.list()) {
      answers.push(exportAnswer(stored, await nextRunsOf(this.ledger, stored)));
    }
    return answers;
  }
}

export class ReadExport extends Query<WholeShape<ExportAnswer>> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(ReadExport)
export class ReadExportHandler implements IQueryHandler<ReadExport> {
  constructor(
    private readonly definitions: Definitions,
    private readonly ledger: Ledger,
  ) {}

  async execute({ id }: ReadExport): Promise<WholeShape<ExportAnswer>> {
    const stored = await this.definitions.find(id);
    if (stored === undefined) throw new Problem('not-found', 'There is no such export.');
    return exportAnswer(stored, await nextRunsOf(this.ledger, stored));
  }
}
