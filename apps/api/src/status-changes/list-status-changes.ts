import { Inject } from '@nestjs/common';
import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { CAUSES, Registers, StatusChangeRow, StatusChanges } from '#libs/compliance';
import type { ChangePlace, ChangeSelection } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import type { Table, View } from '../answers/answer.js';
import { TIME_ZONE } from '../events/event-selection.js';
import { answerList } from '../lists/answer-list.js';
import type { ListSource } from '../lists/answer-list.js';
import { AS_OF } from '../lists/as-of.js';
import type { PageEnd } from '../lists/cursor.js';
import type { ListRequest } from '../lists/listed.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import { pageKey } from '../lists/page-key.js';
import { choice, integer, text } from '../parameters/parameter.js';
import type { Asked } from '../parameters/parameter.js';
import { startOf, timeBound } from '../parameters/time-bound.js';
import { Problem } from '../problems/problem.js';
import { viewsOf } from '../statuses/views-asked.js';

const CHANGE_FILTERS = {
  after: integer(
    'The head at the last visit, `asOf.position` of its answer: changes by later events, and those ' +
      'that time brought since that event was recorded.',
    { minimum: 0, fallback: 0 },
  ),
  since: timeBound(
    'The moment of the last visit, `asOf.validAt` of its answer: leaves out what time brought ' +
      'until then.',
    '2026-02-11T00:00:00Z',
  ),
  company: text('Id of a company, e.g. `bytedance`.', 'bytedance'),
  cause: choice('What made the change.', CAUSES),
};

export const CHANGE_PARAMETERS = { ...CHANGE_FILTERS, ...AS_OF, ...PAGING, ...FORMAT };

/** A page of the changes of statuses, or all of them as CSV. */
export class ListStatusChanges extends Query<View | Table> {
  constructor(readonly request: ListRequest<typeof CHANGE_PARAMETERS>) {
    super();
  }
}

@QueryHandler(ListStatusChanges)
export class ListStatusChangesHandler implements IQueryHandler<ListStatusChanges> {
  constructor(
    private readonly registers: Registers,
    private readonly changes: StatusChanges,
    @Inject(TIME_ZONE) private readonly timeZone: string,
  ) {}

  execute({ request }: ListStatusChanges): Promise<View | Table> {
    const selection = selectionOf(request.asked, this.timeZone);
    const source: ListSource = {
      name: 'status-changes',
      views: viewsOf(selection.company),
      at: (asOf) => ({
        columns: columnsOf(StatusChangeRow),
        stream: () => this.changes.stream(asOf, selection),
        page: async (limit, end) => {
          const after = end && { after: placeOf(end) };
          const { rows, next } = await this.changes.page(asOf, { ...selection, limit, ...after });
          return { rows, ...(next && { next: endOf(next) }) };
        },
      }),
    };
    return answerList(this.registers, source, request);
  }
}

function selectionOf(
  { after, since, company, cause }: Asked<typeof CHANGE_FILTERS>,
  timeZone: string,
): ChangeSelection {
  return {
    ...(after === undefined ? {} : { position: after }),
    ...(since === undefined ? {} : { since: startOf(since, timeZone) }),
    ...(company === undefined ? {} : { company }),
    ...(cause === undefined ? {} : { cause }),
  };
}

function endOf({ position, at, subject, obligation }: ChangePlace): PageEnd {
  return { sort: `${position} ${at}`, key: `${subject} ${obligation}` };
}

const END = /^(\d{1,16}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z)$/;

function placeOf({ sort, key }: PageEnd): ChangePlace {
  const [, position, at] = END.exec(sort) ?? [];
  if (at === undefined) throw new Problem('invalid-cursor', 'The cursor names no change.');
  return { position: Number(position), at, ...pageKey(key, ['subject', 'obligation']) };
}
