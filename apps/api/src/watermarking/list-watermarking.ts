import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Registers, Watermarking, WatermarkingRow } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import { Table, View } from '../answers/answer.js';
import { viewsOf } from '../statuses/views-asked.js';
import { AS_OF, timeless, told } from '../lists/as-of.js';
import type { ListRequest } from '../lists/listed.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import { pinnedAsOf } from '../lists/pinned.js';
import { text } from '../parameters/parameter.js';

export const WATERMARKING_PARAMETERS = {
  company: text('Id of a company, e.g. `bytedance`.', 'bytedance'),
  ...AS_OF,
  ...PAGING,
  ...FORMAT,
};

type WatermarkingRequest = ListRequest<typeof WATERMARKING_PARAMETERS>;

/** A page of systems with their watermarks (labels), or all of them as CSV. */
export class ListWatermarking extends Query<View | Table> {
  constructor(readonly request: WatermarkingRequest) {
    super();
  }
}

@QueryHandler(ListWatermarking)
export class ListWatermarkingHandler implements IQueryHandler<ListWatermarking> {
  constructor(
    private readonly registers: Registers,
    private readonly watermarking: Watermarking,
  ) {}

  async execute({ request }: ListWatermarking): Promise<View | Table> {
    const { asked, cursor, csv, limit, next } = request;
    const { company } = asked;
    const asOf = await pinnedAsOf(this.registers, asked, cursor, viewsOf(company));
    if (csv !== undefined) {
      const rows = this.watermarking.stream(asOf, company);
      return new Table('watermarking', columnsOf(WatermarkingRow), rows, csv, asOf.reached);
    }
    const page = await this.watermarking.page(asOf, {
      limit,
      ...(company === undefined ? {} : { company }),
      ...(cursor && { after: cursor.after }),
    });
    const { rows: items, next: end } = page;
    const more = end === undefined ? {} : { next: next(asOf.knownAt, end, asOf.validAt) };
    const times = told(asOf, asked.knownAt);
    return new View({ items, ...more, asOf: times }, asOf.reached, [items, timeless(times, asked)]);
  }
}
