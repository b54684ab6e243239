import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { Duty } from '#libs/compliance';
import { Registers, STATUS_VIEWS, Statuses, StatusRow } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import { Table, View } from '../answers/answer.js';
import { timeless, told } from '../lists/as-of.js';
import type { PageEnd } from '../lists/cursor.js';
import type { ListRequest } from '../lists/listed.js';
import { pinnedAsOf } from '../lists/pinned.js';
import { Problem } from '../problems/problem.js';
import type { STATUS_PARAMETERS } from './status-parameters.js';
import { selectionOf } from './status-parameters.js';

type StatusesRequest = ListRequest<typeof STATUS_PARAMETERS>;

/** A page of duties as flat rows, or all of them as CSV. */
export class ListStatuses extends Query<View | Table> {
  constructor(readonly request: StatusesRequest) {
    super();
  }
}

@QueryHandler(ListStatuses)
export class ListStatusesHandler implements IQueryHandler<ListStatuses> {
  constructor(
    private readonly registers: Registers,
    private readonly statuses: Statuses,
  ) {}

  async execute({ request }: ListStatuses): Promise<View | Table> {
    const { asked, cursor, csv, limit, next } = request;
    const asOf = await pinnedAsOf(this.registers, asked, cursor, STATUS_VIEWS);
    const selection = selectionOf(asked);
    if (csv !== undefined) {
      const rows = this.statuses.stream(asOf, selection);
      return new Table('statuses', columnsOf(StatusRow), rows, csv, asOf.reached);
    }
    const after = cursor === undefined ? {} : { after: dutyOf(cursor.after) };
    const page = await this.statuses.page(asOf, { ...selection, limit, ...after });
    const { rows: items, next: last } = page;
    const more = last === undefined ? {} : { next: next(asOf.knownAt, endOf(last), asOf.validAt) };
    const times = told(asOf, asked.knownAt);
    return new View({ items, ...more, asOf: times }, asOf.reached, [items, timeless(times, asked)]);
  }
}

/** Ids have no blanks. */
function endOf({ company, obligation, subject }: Duty): PageEnd {
  return { sort: company, key: `${obligation} ${subject}` };
}

function dutyOf({ sort: company, key }: PageEnd): Duty {
  const [obligation, subject] = key.split(' ');
  if (obligation === undefined || subject === undefined) {
    throw new Problem('invalid-cursor', 'The cursor names no duty.');
  }
  return { company, obligation, subject };
}
