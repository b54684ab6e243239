import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Companies, CompanyView, Registers, STATUS_VIEWS, statusesOf } from '#libs/compliance';
import { Part } from '../openapi/part.js';
import { View } from '../answers/answer.js';
import { asOfAnswer, timeless, told } from '../lists/as-of.js';
import { AsOfDocument } from '../openapi/as-of-document.js';
import type { Asked } from '../parameters/parameter.js';
import { Problem } from '../problems/problem.js';
import type { COMPANY_PARAMETERS } from './company-parameters.js';

export class CompanyAnswer extends CompanyView {
  @Part(() => AsOfDocument) readonly asOf!: AsOfDocument;
}

/** All that is known of one company. */
export class ReadCompany extends Query<View> {
  constructor(
    readonly id: string,
    readonly asked: Asked<typeof COMPANY_PARAMETERS>,
  ) {
    super();
  }
}

@QueryHandler(ReadCompany)
export class ReadCompanyHandler implements IQueryHandler<ReadCompany> {
  constructor(
    private readonly registers: Registers,
    private readonly companies: Companies,
  ) {}

  async execute({ id, asked }: ReadCompany): Promise<View> {
    const views = asked.group === true ? STATUS_VIEWS : statusesOf(id);
    const asOf = await this.registers.asOf(asked.validAt, asked.knownAt, views);
    const view = await this.companies.view(id, asOf, { group: asked.group ?? false });
    if (view === undefined) throw new Problem('not-found', `No company "${id}" is known then.`);
    const times = told(asOf, asked.knownAt);
    return new View(asOfAnswer(view, times), asOf.reached, [view, timeless(times, asked)]);
  }
}
