import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Registers, Watermarking, WatermarkingRow } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import type { Table, View } from '../answers/answer.js';
import { answerList } from '../lists/answer-list.js';
import type { ListSource } from '../lists/answer-list.js';
import { AS_OF } from '../lists/as-of.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import type { ListRequest } from '../lists/listed.js';
import { text } from '../parameters/parameter.js';
import { viewsOf } from '../statuses/views-asked.js';

export const WATERMARKING_PARAMETERS = {
  company: text('Id of a company, e.g. `bytedance`.', 'bytedance'),
  ...AS_OF,
  ...PAGING,
  ...FORMAT,
};

/** A page of systems with their watermarks (labels), or all of them as CSV. */
export class ListWatermarking extends Query<View | Table> {
  constructor(readonly request: ListRequest<typeof WATERMARKING_PARAMETERS>) {
    super();
  }
}

@QueryHandler(ListWatermarking)
export class ListWatermarkingHandler implements IQueryHandler<ListWatermarking> {
  constructor(
    private readonly registers: Registers,
    private readonly watermarking: Watermarking,
  ) {}

  execute({ request }: ListWatermarking): Promise<View | Table> {
    const { company } = request.asked;
    const selection = company === undefined ? {} : { company };
    const source: ListSource = {
      name: 'watermarking',
      views: viewsOf(company),
      at: (asOf) => ({
        columns: columnsOf(WatermarkingRow),
        stream: () => this.watermarking.stream(asOf, company),
        page: (limit, after) =>
          this.watermarking.page(asOf, { limit, ...selection, ...(after && { after }) }),
      }),
    };
    return answerList(this.registers, source, request);
  }
}
