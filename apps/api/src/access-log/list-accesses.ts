import { Inject } from '@nestjs/common';
import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { ACCESS_ACTIONS, AccessLog } from '#libs/access';
import type { Access, AccessSelection } from '#libs/access';
import { columnsOf } from '#libs/exports';
import { Table } from '../answers/answer.js';
import type { Shape } from '../answers/shape.js';
import { TIME_ZONE } from '../events/event-selection.js';
import type { ListRequest } from '../lists/listed.js';
import { FORMAT, PAGING } from '../lists/list-parameters.js';
import { choice, readInteger, text } from '../parameters/parameter.js';
import type { Asked } from '../parameters/parameter.js';
import { endOf, startOf, timeBound } from '../parameters/time-bound.js';
import { Problem } from '../problems/problem.js';
import { AccessAnswer, accessAnswer } from './access-answer.js';

const ACCESS_FILTERS = {
  action: choice('What was done.', ACCESS_ACTIONS),
  actor: text('Who did it, e.g. `key:admin`.', 'key:admin'),
  company: text('Id of the company that was asked about.', 'bytedance'),
  from: timeBound('The first moment; of a date its start.', '2026-11-01'),
  to: timeBound('The end, which does not belong to it; of a date its end.', '2026-11-30'),
};

export const ACCESS_PARAMETERS = { ...ACCESS_FILTERS, ...PAGING, ...FORMAT };

interface AccessPage {
  readonly items: readonly Shape<AccessAnswer>[];
  readonly next?: string;
}

/** A page of the access log, or all of a selection as CSV. */
export class ListAccesses extends Query<AccessPage | Table> {
  constructor(readonly request: ListRequest<typeof ACCESS_PARAMETERS>) {
    super();
  }
}

@QueryHandler(ListAccesses)
export class ListAccessesHandler implements IQueryHandler<ListAccesses> {
  constructor(
    private readonly log: AccessLog,
    @Inject(TIME_ZONE) private readonly timeZone: string,
  ) {}

  async execute({ request }: ListAccesses): Promise<AccessPage | Table> {
    const { asked, cursor, limit, csv, next } = request;
    const selection = this.selectionOf(asked);
    if (csv !== undefined) {
      return new Table('access-log', columnsOf(AccessAnswer), answers(this.log, selection), csv);
    }
    const after = cursor && idIn(cursor.after.key);
    const found = await this.log.page(selection, limit + 1, after);
    const items = found.slice(0, limit).map(accessAnswer);
    const end = { sort: '', key: String(items.at(-1)?.id) };
    // The cursor's position is that of views; the log of accesses has none.
    return { items, ...(found.length > limit && { next: next(0, end) }) };
  }

  private selectionOf(asked: Asked<typeof ACCESS_FILTERS>): AccessSelection {
    const { from, to, ...others } = asked;
    return {
      ...others,
      ...(from === undefined ? {} : { from: startOf(from, this.timeZone) }),
      ...(to === undefined ? {} : { to: endOf(to, this.timeZone) }),
    };
  }
}

async function* answers(log: AccessLog, selection: AccessSelection) {
  for await (const access of log.stream(selection)) yield accessAnswer(access);
}

function idIn(key: string): Access['id'] {
  const id = readInteger(key);
  if (id === undefined) throw new Problem('invalid-cursor', 'The cursor names no line.');
  return id;
}
