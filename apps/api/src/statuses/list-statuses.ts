import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { Duty } from '#libs/compliance';
import { Registers, Statuses, StatusRow } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import { PersonalValues } from '#libs/personal';
import type { Table, View } from '../answers/answer.js';
import { answerList } from '../lists/answer-list.js';
import type { ListSource } from '../lists/answer-list.js';
import type { PageEnd } from '../lists/cursor.js';
import type { ListRequest } from '../lists/listed.js';
import { pageKey } from '../lists/page-key.js';
import type { STATUS_PARAMETERS } from './status-parameters.js';
import { ownedSelectionOf } from './status-parameters.js';
import { viewsOf } from './views-asked.js';

/** A page of duties as flat rows, or all of them as CSV. */
export class ListStatuses extends Query<View | Table> {
  constructor(readonly request: ListRequest<typeof STATUS_PARAMETERS>) {
    super();
  }
}

@QueryHandler(ListStatuses)
export class ListStatusesHandler implements IQueryHandler<ListStatuses> {
  constructor(
    private readonly registers: Registers,
    private readonly statuses: Statuses,
    private readonly personal: PersonalValues,
  ) {}

  execute({ request }: ListStatuses): Promise<View | Table> {
    const source: ListSource = {
      name: 'statuses',
      views: viewsOf(request.asked.company),
      at: async (asOf) => {
        const selection = await ownedSelectionOf(request.asked, this.personal);
        return {
          columns: columnsOf(StatusRow),
          stream: () => this.statuses.stream(asOf, selection),
          page: async (limit, end) => {
            const after = end && { after: dutyOf(end) };
            const { rows, next } = await this.statuses.page(asOf, {
              ...selection,
              limit,
              ...after,
            });
            return { rows, ...(next && { next: endOf(next) }) };
          },
        };
      },
    };
    return answerList(this.registers, source, request);
  }
}

function endOf({ company, obligation, subject }: Duty): PageEnd {
  return { sort: company, key: `${obligation} ${subject}` };
}

function dutyOf({ sort: company, key }: PageEnd): Duty {
  return { company, ...pageKey(key, ['obligation', 'subject']) };
}
