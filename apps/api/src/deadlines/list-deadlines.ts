import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { DEADLINE_KINDS, DeadlineRow, Deadlines, Registers } from '#libs/compliance';
import type { Deadline, Place } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import { Table, View } from '../answers/answer.js';
import { timeless, told } from '../lists/as-of.js';
import type { PageEnd } from '../lists/cursor.js';
import type { ListRequest } from '../lists/listed.js';
import { pinnedAsOf } from '../lists/pinned.js';
import { Problem } from '../problems/problem.js';
import type { DEADLINE_PARAMETERS } from './deadline-parameters.js';
import { viewsOf } from '../statuses/views-asked.js';
import { selectionOf } from './deadline-parameters.js';

type DeadlinesRequest = ListRequest<typeof DEADLINE_PARAMETERS>;

/** A page of what is due and past due, or all of it as CSV. */
export class ListDeadlines extends Query<View | Table> {
  constructor(readonly request: DeadlinesRequest) {
    super();
  }
}

@QueryHandler(ListDeadlines)
export class ListDeadlinesHandler implements IQueryHandler<ListDeadlines> {
  constructor(
    private readonly registers: Registers,
    private readonly deadlines: Deadlines,
  ) {}

  async execute({ request }: ListDeadlines): Promise<View | Table> {
    const { asked, cursor, csv, limit, next } = request;
    const asOf = await pinnedAsOf(this.registers, asked, cursor, viewsOf(asked.company));
    const selection = selectionOf(asked);
    if (csv !== undefined) {
      const rows = rowsOf(this.deadlines.stream(asOf, selection));
      return new Table('deadlines', columnsOf(DeadlineRow), rows, csv, asOf.reached);
    }
    const after = cursor === undefined ? {} : { after: placeOf(cursor.after) };
    const page = await this.deadlines.page(asOf, { ...selection, limit, ...after });
    const items = page.deadlines.map(({ row }) => row);
    const last = page.next;
    const more = last === undefined ? {} : { next: next(asOf.knownAt, endOf(last), asOf.validAt) };
    const times = told(asOf, asked.knownAt);
    return new View({ items, ...more, asOf: times }, asOf.reached, [items, timeless(times, asked)]);
  }
}

async function* rowsOf(deadlines: AsyncIterable<Deadline>) {
  for await (const { row } of deadlines) yield row;
}

/** Ids and days have no blanks. */
function endOf({ dueOn, subject, thing, kind }: Place): PageEnd {
  return { sort: dueOn, key: `${subject} ${thing} ${kind}` };
}

function placeOf({ sort: dueOn, key }: PageEnd): Place {
  const [subject = '', thing = '', word] = key.split(' ');
  const kind = DEADLINE_KINDS.find((one) => one === word);
  if (kind === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(dueOn)) {
    throw new Problem('invalid-cursor', 'The cursor names no deadline.');
  }
  return { dueOn, subject, thing, kind };
}
