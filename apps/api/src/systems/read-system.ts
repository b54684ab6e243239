import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Companies, Registers, STATUS_VIEWS, SystemView } from '#libs/compliance';
import { View } from '../answers/answer.js';
import type { AsOfAsked } from '../lists/as-of.js';
import { asOfAnswer, timeless, told } from '../lists/as-of.js';
import { AsOfDocument } from '../openapi/as-of-document.js';
import { Part } from '../openapi/part.js';
import { Problem } from '../problems/problem.js';

export class SystemAnswer extends SystemView {
  @Part(() => AsOfDocument) readonly asOf!: AsOfDocument;
}

/** All that is known of one system. */
export class ReadSystem extends Query<View> {
  constructor(
    readonly id: string,
    readonly asked: AsOfAsked,
  ) {
    super();
  }
}

@QueryHandler(ReadSystem)
export class ReadSystemHandler implements IQueryHandler<ReadSystem> {
  constructor(
    private readonly registers: Registers,
    private readonly companies: Companies,
  ) {}

  async execute({ id, asked }: ReadSystem): Promise<View> {
    const asOf = await this.registers.asOf(asked.validAt, asked.knownAt, STATUS_VIEWS);
    const view = await this.companies.system(id, asOf);
    if (view === undefined) throw new Problem('not-found', `No system "${id}" is known then.`);
    const times = told(asOf, asked.knownAt);
    return new View(asOfAnswer(view, times), asOf.reached, [view, timeless(times, asked)]);
  }
}
