import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Readable } from 'node:stream';
import type { AsOf } from '#libs/compliance';
import { Companies, Registers, TimelineEntry } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import { Table, View } from '../answers/answer.js';
import { timeless, told } from '../lists/as-of.js';
import type { ListRequest } from '../lists/listed.js';
import { pinnedAsOf } from '../lists/pinned.js';
import { Problem } from '../problems/problem.js';
import type { TIMELINE_PARAMETERS } from './company-parameters.js';

type TimelineRequest = ListRequest<typeof TIMELINE_PARAMETERS>;

/** A company's events in valid-time order. */
export class ReadTimeline extends Query<View | Table> {
  constructor(
    readonly id: string,
    readonly request: TimelineRequest,
  ) {
    super();
  }
}

@QueryHandler(ReadTimeline)
export class ReadTimelineHandler implements IQueryHandler<ReadTimeline> {
  constructor(
    private readonly registers: Registers,
    private readonly companies: Companies,
  ) {}

  async execute({ id, request }: ReadTimeline): Promise<View | Table> {
    const { asked, cursor, csv } = request;
    const asOf = await pinnedAsOf(this.registers, asked, cursor);
    const entries = await this.companies.timeline(id, asOf, { group: asked.group ?? false });
    if (entries === undefined) throw new Problem('not-found', `No company "${id}" is known then.`);
    if (csv !== undefined) {
      const rows = Readable.from(entries);
      return new Table(`${id}-timeline`, columnsOf(TimelineEntry), rows, csv, asOf.reached);
    }
    const times = told(asOf, asked.knownAt);
    const page = pageOf(id, entries, request, asOf);
    return new View({ ...page, asOf: times }, asOf.reached, [page.items, timeless(times, asked)]);
  }
}

/** The pinned times give the same entries each time, so a page is known by where it begins. */
function pageOf(
  id: string,
  entries: readonly TimelineEntry[],
  { limit, cursor, next }: TimelineRequest,
  { knownAt, validAt }: AsOf,
) {
  if (cursor !== undefined && cursor.after.sort !== id) {
    throw new Problem('invalid-cursor', 'The cursor was given for another company.');
  }
  const start = Number(cursor?.after.key ?? 0);
  const items = entries.slice(start, start + limit);
  const end = start + items.length;
  if (end >= entries.length) return { items };
  return { items, next: next(knownAt, { sort: id, key: String(end) }, validAt) };
}
