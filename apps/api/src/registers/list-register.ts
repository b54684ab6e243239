import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { RegisterName } from '#libs/compliance';
import { registerNamed, Registers } from '#libs/compliance';
import { PersonalValues } from '#libs/personal';
import type { Table, View } from '../answers/answer.js';
import { answerList } from '../lists/answer-list.js';
import type { ListRequest } from '../lists/listed.js';
import { rowsAsked } from './list-rows.js';

/** A page of a register, or the whole of it as CSV. */
export class ListRegister extends Query<View | Table> {
  constructor(
    readonly name: RegisterName,
    readonly request: ListRequest,
  ) {
    super();
  }
}

@QueryHandler(ListRegister)
export class ListRegisterHandler implements IQueryHandler<ListRegister> {
  constructor(
    private readonly registers: Registers,
    private readonly personal: PersonalValues,
  ) {}

  execute({ name, request }: ListRegister): Promise<View | Table> {
    const { registers } = this;
    const register = registerNamed(name);
    const rows = {
      register,
      row: register.row,
      page: registers.page.bind(registers, name),
      stream: registers.stream.bind(registers, name),
    };
    return answerList(registers, rowsAsked(rows, request, this.personal), request);
  }
}
