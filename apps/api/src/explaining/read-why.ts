import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { CompanyHistories, Registers, HISTORY_VIEWS, WhyView } from '#libs/compliance';
import { View } from '../answers/answer.js';
import { asOfAnswer, timeless, told } from '../lists/as-of.js';
import { AsOfDocument } from '../openapi/as-of-document.js';
import { Part } from '../openapi/part.js';
import type { Asked } from '../parameters/parameter.js';
import type { WHY_PARAMETERS } from './explaining-parameters.js';
import { IN_QUERY, viewpointOf } from './viewpoints.js';

export class WhyAnswer extends WhyView {
  @Part(() => AsOfDocument) readonly asOf!: AsOfDocument;
}

/** Why a duty has the status that it has. */
export class ReadWhy extends Query<View> {
  constructor(
    readonly company: string,
    readonly asked: Asked<typeof WHY_PARAMETERS>,
  ) {
    super();
  }
}

@QueryHandler(ReadWhy)
export class ReadWhyHandler implements IQueryHandler<ReadWhy> {
  constructor(
    private readonly registers: Registers,
    private readonly histories: CompanyHistories,
  ) {}

  async execute({ company, asked }: ReadWhy): Promise<View> {
    const asOf = await viewpointOf(this.registers, asked, HISTORY_VIEWS, IN_QUERY);
    const why = await this.histories.why(company, asked, asOf);
    const times = told(asOf, asked.knownAt);
    return new View(asOfAnswer(why, times), asOf.reached, [why, timeless(times, asked)]);
  }
}
