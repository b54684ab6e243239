import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { TotalledName } from '#libs/compliance';
import {
  CompanyInList,
  registerNamed,
  Registers,
  STATUS_VIEWS,
  SystemInList,
  TotalledLists,
} from '#libs/compliance';
import { PersonalValues } from '#libs/personal';
import type { Table, View } from '../answers/answer.js';
import { answerList } from '../lists/answer-list.js';
import type { ListRequest } from '../lists/listed.js';
import { rowsAsked } from './list-rows.js';

const ROWS = { companies: CompanyInList, systems: SystemInList };

/** Companies or systems, each with what its duties come to. */
export class ListTotalled extends Query<View | Table> {
  constructor(
    readonly name: TotalledName,
    readonly request: ListRequest,
  ) {
    super();
  }
}

@QueryHandler(ListTotalled)
export class ListTotalledHandler implements IQueryHandler<ListTotalled> {
  constructor(
    private readonly registers: Registers,
    private readonly lists: TotalledLists,
    private readonly personal: PersonalValues,
  ) {}

  execute({ name, request }: ListTotalled): Promise<View | Table> {
    const { lists } = this;
    const rows = {
      register: registerNamed(name),
      row: ROWS[name],
      views: STATUS_VIEWS,
      page: lists.page.bind(lists, name),
      stream: lists.stream.bind(lists, name),
    };
    return answerList(this.registers, rowsAsked(rows, request, this.personal), request);
  }
}
