import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { Register, RegisterName, RowSelection } from '#libs/compliance';
import { registerNamed, Registers } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import { Table, View } from '../answers/answer.js';
import type { AsOfAsked } from '../lists/as-of.js';
import { timeless, told } from '../lists/as-of.js';
import type { ListRequest } from '../lists/listed.js';
import { pinnedAsOf } from '../lists/pinned.js';

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
  constructor(private readonly registers: Registers) {}

  execute({ name, request }: ListRegister): Promise<View | Table> {
    const answer = request.csv === undefined ? page : table;
    return answer(this.registers, name, request);
  }
}

async function page(registers: Registers, name: RegisterName, request: ListRequest) {
  const { limit, cursor, next } = request;
  const asked = request.asked as AsOfAsked;
  const asOf = await pinnedAsOf(registers, asked, cursor);
  const { rows: items, next: end } = await registers.page(name, asOf, {
    ...selectionOf(registerNamed(name), request),
    limit,
    ...(cursor === undefined ? {} : { after: cursor.after }),
  });
  const more = end === undefined ? {} : { next: next(asOf.knownAt, end, asOf.validAt) };
  const times = told(asOf, asked.knownAt);
  return new View({ items, ...more, asOf: times }, asOf.reached, [items, timeless(times, asked)]);
}

async function table(registers: Registers, name: RegisterName, request: ListRequest) {
  const register = registerNamed(name);
  const { validAt, knownAt } = request.asked as AsOfAsked;
  const asOf = await registers.asOf(validAt, knownAt);
  const rows = registers.stream(name, asOf, selectionOf(register, request));
  const { csv = 'data' } = request;
  return new Table(name, columnsOf(register.row), rows, csv, asOf.reached);
}

function selectionOf(register: Register, { asked }: ListRequest): RowSelection {
  const filters = Object.entries(asked).flatMap(([name, value]) =>
    Object.hasOwn(register.filters, name) && typeof value === 'string' ? [[name, value]] : [],
  );
  const { sort } = asked;
  return {
    filters: Object.fromEntries(filters) as Record<string, string>,
    ...(typeof sort === 'string' ? { sort } : {}),
  };
}
