import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { MissingFactRow, MissingFacts, Registers } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import { PersonalValues } from '#libs/personal';
import type { Table, View } from '../answers/answer.js';
import type { Shape } from '../answers/shape.js';
import { answerList } from '../lists/answer-list.js';
import type { ListSource } from '../lists/answer-list.js';
import { AS_OF } from '../lists/as-of.js';
import type { PageEnd } from '../lists/cursor.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import type { ListRequest } from '../lists/listed.js';
import { pageKey } from '../lists/page-key.js';
import { ownedSelectionOf, STATUS_FILTERS } from './status-parameters.js';
import { viewsOf } from './views-asked.js';

const { company, owner } = STATUS_FILTERS;

export const MISSING_FACTS_PARAMETERS = { company, owner, ...AS_OF, ...PAGING, ...FORMAT };

/** The facts for want of which duties are unknown. */
export class ListMissingFacts extends Query<View | Table> {
  constructor(readonly request: ListRequest<typeof MISSING_FACTS_PARAMETERS>) {
    super();
  }
}

@QueryHandler(ListMissingFacts)
export class ListMissingFactsHandler implements IQueryHandler<ListMissingFacts> {
  constructor(
    private readonly registers: Registers,
    private readonly facts: MissingFacts,
    private readonly personal: PersonalValues,
  ) {}

  execute({ request }: ListMissingFacts): Promise<View | Table> {
    const source: ListSource = {
      name: 'missing-facts',
      views: viewsOf(request.asked.company),
      at: async (asOf) => {
        const selection = await ownedSelectionOf(request.asked, this.personal);
        return {
          columns: columnsOf(MissingFactRow),
          stream: () => this.facts.stream(asOf, selection),
          page: async (limit, end) => {
            const after = end && { after: factOf(end) };
            const { rows, next } = await this.facts.page(asOf, { ...selection, limit, ...after });
            return { rows, ...(next && { next: endOf(next) }) };
          },
        };
      },
    };
    return answerList(this.registers, source, request);
  }
}

function endOf({ settles, subject, fact }: Shape<MissingFactRow>): PageEnd {
  return { sort: String(settles), key: `${subject} ${fact}` };
}

function factOf({ sort, key }: PageEnd) {
  return { settles: Number(sort), ...pageKey(key, ['subject', 'fact']) };
}
