import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { Identity } from '#libs/access';
import { KeptFiles, Runs } from '#libs/exports';
import type { WrittenFile } from '#libs/exports';
import { Problem } from '../problems/problem.js';
import { checkReader } from './check-asker.js';

export interface RunFile extends WrittenFile {
  readonly path: string;
}

/** Where a file of a run is kept. */
export class ReadRunFile extends Query<RunFile> {
  constructor(
    readonly run: string,
    readonly name: string,
    readonly reader: Identity,
  ) {
    super();
  }
}

@QueryHandler(ReadRunFile)
export class ReadRunFileHandler implements IQueryHandler<ReadRunFile> {
  constructor(
    private readonly runs: Runs,
    private readonly kept: KeptFiles,
  ) {}

  async execute({ run: id, name, reader }: ReadRunFile): Promise<RunFile> {
    const run = await this.runs.find(id);
    const file = run?.files.find((one) => one.name === name);
    const question = await this.runs.question(id);
    if (run === undefined || file === undefined || question === undefined) {
      throw new Problem('not-found', 'There is no such file of a run.');
    }
    checkReader(reader, question.dataset);
    if (run.removedAt !== undefined) {
      const detail = `The files of this run were kept until ${run.removedAt.toISOString()}.`;
      throw new Problem('files-expired', detail);
    }
    const path = join(this.kept.folderOf(run.id), file.name);
    if ((await stat(path).catch(() => undefined))?.size === file.bytes) return { ...file, path };
    throw new Problem('not-found', ELSEWHERE);
  }
}

const ELSEWHERE =
  'The file is not where this server keeps exports: API and worker need the same EDICT_EXPORT_DIR.';
