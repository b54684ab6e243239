import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Papers } from '#libs/recording';
import { Problem } from '../problems/problem.js';

/** The bytes of a paper. */
export class ReadFile extends Query<Buffer> {
  constructor(readonly sha256: string) {
    super();
  }
}

@QueryHandler(ReadFile)
export class ReadFileHandler implements IQueryHandler<ReadFile> {
  constructor(private readonly papers: Papers) {}

  async execute({ sha256 }: ReadFile): Promise<Buffer> {
    const bytes = await this.papers.find(sha256);
    if (bytes === undefined)
      throw new Problem('not-found', 'No paper of this digest is kept here.');
    return bytes;
  }
}
