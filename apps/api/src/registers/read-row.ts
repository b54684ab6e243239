import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { RegisterName } from '#libs/compliance';
import { Registers } from '#libs/compliance';
import { View } from '../answers/answer.js';
import type { AsOfAsked } from '../lists/as-of.js';
import { asOfAnswer, timeless, told } from '../lists/as-of.js';
import { Problem } from '../problems/problem.js';

/** One row of a register, by its key. */
export class ReadRow extends Query<View> {
  constructor(
    readonly register: RegisterName,
    readonly key: string,
    readonly asked: AsOfAsked,
  ) {
    super();
  }
}

@QueryHandler(ReadRow)
export class ReadRowHandler implements IQueryHandler<ReadRow> {
  constructor(private readonly registers: Registers) {}

  async execute({ register, key, asked }: ReadRow): Promise<View> {
    const asOf = await this.registers.asOf(asked.validAt, asked.knownAt);
    const row = await this.registers.find(register, key, asOf);
    if (row === undefined) throw new Problem('not-found', `"${key}" is not in ${register} then.`);
    const times = told(asOf, asked.knownAt);
    return new View(asOfAnswer(row, times), asOf.reached, [row, timeless(times, asked)]);
  }
}
