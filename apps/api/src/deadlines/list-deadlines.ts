import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { DEADLINE_KINDS, DeadlineRow, Deadlines, Registers } from '#libs/compliance';
import type { Deadline, Place } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import type { Table, View } from '../answers/answer.js';
import { answerList } from '../lists/answer-list.js';
import type { ListSource } from '../lists/answer-list.js';
import type { PageEnd } from '../lists/cursor.js';
import type { ListRequest } from '../lists/listed.js';
import { pageKey } from '../lists/page-key.js';
import { Problem } from '../problems/problem.js';
import { viewsOf } from '../statuses/views-asked.js';
import type { DEADLINE_PARAMETERS } from './deadline-parameters.js';
import { selectionOf } from './deadline-parameters.js';

/** A page of what is due and past due, or all of it as CSV. */
export class ListDeadlines extends Query<View | Table> {
  constructor(readonly request: ListRequest<typeof DEADLINE_PARAMETERS>) {
    super();
  }
}

@QueryHandler(ListDeadlines)
export class ListDeadlinesHandler implements IQueryHandler<ListDeadlines> {
  constructor(
    private readonly registers: Registers,
    private readonly deadlines: Deadlines,
  ) {}

  execute({ request }: ListDeadlines): Promise<View | Table> {
    const selection = selectionOf(request.asked);
    const source: ListSource = {
      name: 'deadlines',
      views: viewsOf(selection.company),
      at: (asOf) => ({
        columns: columnsOf(DeadlineRow),
        stream: () => rowsOf(this.deadlines.stream(asOf, selection)),
        page: async (limit, end) => {
          const after = end && { after: placeOf(end) };
          const page = await this.deadlines.page(asOf, { ...selection, limit, ...after });
          const rows = page.deadlines.map(({ row }) => row);
          return { rows, ...(page.next && { next: endOf(page.next) }) };
        },
      }),
    };
    return answerList(this.registers, source, request);
  }
}

async function* rowsOf(deadlines: AsyncIterable<Deadline>) {
  for await (const { row } of deadlines) yield row;
}

function endOf({ dueOn, subject, thing, kind }: Place): PageEnd {
  return { sort: dueOn, key: `${subject} ${thing} ${kind}` };
}

function placeOf({ sort: dueOn, key }: PageEnd): Place {
  const { subject, thing, kind: word } = pageKey(key, ['subject', 'thing', 'kind']);
  const kind = DEADLINE_KINDS.find((one) => one === word);
  if (kind === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(dueOn)) {
    throw new Problem('invalid-cursor', 'The cursor names no deadline.');
  }
  return { dueOn, subject, thing, kind };
}
