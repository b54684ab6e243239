import { Inject } from '@nestjs/common';
import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { HistorySelection, SegmentEnd } from '#libs/compliance';
import { Registers, SegmentRow, StatusHistory } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import type { Table, View } from '../answers/answer.js';
import { TIME_ZONE } from '../events/event-selection.js';
import { answerList } from '../lists/answer-list.js';
import type { ListSource } from '../lists/answer-list.js';
import { AS_OF } from '../lists/as-of.js';
import type { PageEnd } from '../lists/cursor.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import type { ListRequest } from '../lists/listed.js';
import { pageKey } from '../lists/page-key.js';
import type { Asked } from '../parameters/parameter.js';
import { text } from '../parameters/parameter.js';
import { endOf, startOf, timeBound } from '../parameters/time-bound.js';
import { invalidParameters } from '../problems/problem.js';
import { viewsOf } from './views-asked.js';

const PERIOD = {
  from: timeBound('Beginning of the period; a date from its start.', '2026-01-01'),
  to: timeBound('End of the period, exclusive; a date with its last moment.', '2026-06-30'),
};

export const HISTORY_PARAMETERS = {
  company: text('Id of a company.', 'bytedance'),
  subject: text('`<collection>/<id>` of a company or system.', 'systems/seedance-2.0'),
  obligation: text('Id of an obligation.', 'cn-label-4'),
  ...PERIOD,
  knownAt: AS_OF.knownAt,
  ...PAGING,
  ...FORMAT,
};

/** What duties were through a period, segment by segment. */
export class ReadStatusHistory extends Query<View | Table> {
  constructor(readonly request: ListRequest<typeof HISTORY_PARAMETERS>) {
    super();
  }
}

@QueryHandler(ReadStatusHistory)
export class ReadStatusHistoryHandler implements IQueryHandler<ReadStatusHistory> {
  constructor(
    private readonly registers: Registers,
    private readonly history: StatusHistory,
    @Inject(TIME_ZONE) private readonly timeZone: string,
  ) {}

  execute({ request }: ReadStatusHistory): Promise<View | Table> {
    const { company, subject, obligation } = request.asked;
    const selection: HistorySelection = {
      ...(company !== undefined && { company }),
      ...(subject !== undefined && { subject }),
      ...(obligation !== undefined && { obligation }),
      ...periodOf(request.asked, this.timeZone),
    };
    const source: ListSource = {
      name: 'status-history',
      views: viewsOf(request.asked.company),
      hasPeriod: true,
      at: ({ knownAt }) => ({
        columns: columnsOf(SegmentRow),
        stream: () => this.history.stream(knownAt, selection),
        page: async (limit, end) => {
          const after = end && { after: segmentOf(end) };
          const page = await this.history.page(knownAt, { ...selection, limit, ...after });
          return { rows: page.rows, ...(page.next && { next: endOfPage(page.next) }) };
        },
      }),
    };
    return answerList(this.registers, source, request);
  }
}

function periodOf({ from, to }: Asked<typeof PERIOD>, timeZone: string) {
  const period = {
    ...(from !== undefined && { from: startOf(from, timeZone) }),
    ...(to !== undefined && { to: endOf(to, timeZone) }),
  };
  if (period.from && period.to && Date.parse(period.to) <= Date.parse(period.from)) {
    const message = 'The period must end after it begins.';
    throw invalidParameters([{ pointer: '/query/to', code: 'invalid-value', message }]);
  }
  return period;
}

function endOfPage({ company, obligation, subject, from }: SegmentEnd): PageEnd {
  return { sort: company, key: `${obligation} ${subject} ${from}` };
}

function segmentOf({ sort: company, key }: PageEnd): SegmentEnd {
  return { company, ...pageKey(key, ['obligation', 'subject', 'from']) };
}
