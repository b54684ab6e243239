import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Companies, CompanyInList, registerNamed, Registers, STATUS_VIEWS } from '#libs/compliance';
import type { Table, View } from '../answers/answer.js';
import { answerList } from '../lists/answer-list.js';
import type { ListRequest } from '../lists/listed.js';
import { rowsAsked } from '../registers/list-rows.js';

/** Companies, each with what its duties come to. */
export class ListCompanies extends Query<View | Table> {
  constructor(readonly request: ListRequest) {
    super();
  }
}

@QueryHandler(ListCompanies)
export class ListCompaniesHandler implements IQueryHandler<ListCompanies> {
  constructor(
    private readonly registers: Registers,
    private readonly companies: Companies,
  ) {}

  execute({ request }: ListCompanies): Promise<View | Table> {
    const { companies } = this;
    const rows = {
      register: registerNamed('companies'),
      row: CompanyInList,
      views: STATUS_VIEWS,
      page: companies.page.bind(companies),
      stream: companies.stream.bind(companies),
    };
    return answerList(this.registers, rowsAsked(rows, request), request);
  }
}
