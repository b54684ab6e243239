import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Readable } from 'node:stream';
import type { ReachedAsOf } from '#libs/compliance';
import { CompanyHistories, DiffRow, Registers, HISTORY_VIEWS } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import { Table, View } from '../answers/answer.js';
import { timeless, told } from '../lists/as-of.js';
import type { ListRequest } from '../lists/listed.js';
import { pinnedAsOf } from '../lists/pinned.js';
import { Problem } from '../problems/problem.js';
import type { DIFF_PARAMETERS } from './explaining-parameters.js';
import { viewpointIn, viewpointOf } from './viewpoints.js';

type DiffRequest = ListRequest<typeof DIFF_PARAMETERS>;

/** What changed among a company's duties between two points of view. */
export class ReadDiff extends Query<View | Table> {
  constructor(
    readonly company: string,
    readonly request: DiffRequest,
  ) {
    super();
  }
}

interface Between {
  readonly from: ReachedAsOf;
  readonly to: ReachedAsOf;
}

@QueryHandler(ReadDiff)
export class ReadDiffHandler implements IQueryHandler<ReadDiff> {
  constructor(
    private readonly registers: Registers,
    private readonly histories: CompanyHistories,
  ) {}

  async execute({ company, request }: ReadDiff): Promise<View | Table> {
    const { from, to } = await this.between(request);
    const rows = await this.histories.diff(company, from, to);
    if (request.csv !== undefined) {
      const [columns, all] = [columnsOf(DiffRow), Readable.from(rows)];
      return new Table(`${company}-diff`, columns, all, request.csv, to.reached);
    }
    const [before, after] = [viewpointIn(request.asked.from), askedTo(request)];
    const times = { from: told(from, before.knownAt), asOf: told(to, after.knownAt) };
    const page = pageOf(company, rows, request, to);
    const identity = [page.items, times.from, timeless(times.asOf, after)];
    return new View({ ...page, ...times }, to.reached, identity);
  }

  private async between(request: DiffRequest): Promise<Between> {
    const { registers } = this;
    const { cursor, asked } = request;
    const to = await (cursor === undefined
      ? viewpointOf(registers, askedTo(request), HISTORY_VIEWS, inParameter('to'))
      : pinnedAsOf(registers, {}, cursor, HISTORY_VIEWS));
    const before = { knownAt: `position:${to.knownAt}`, ...viewpointIn(asked.from) };
    return { from: await viewpointOf(registers, before, HISTORY_VIEWS, inParameter('from')), to };
  }
}

function inParameter(name: string) {
  return { validAt: `/query/${name}`, knownAt: `/query/${name}` };
}

function askedTo({ asked }: DiffRequest) {
  return asked.to === undefined ? {} : viewpointIn(asked.to);
}

/** The pinned times give the same rows each time, so a page is known by where it begins. */
function pageOf(
  company: string,
  rows: readonly object[],
  { limit, cursor, next }: DiffRequest,
  { knownAt, validAt }: ReachedAsOf,
) {
  if (cursor !== undefined && cursor.after.sort !== company) {
    throw new Problem('invalid-cursor', 'The cursor was given for another company.');
  }
  const start = Number(cursor?.after.key ?? 0);
  const items = rows.slice(start, start + limit);
  const end = start + items.length;
  if (end >= rows.length) return { items };
  return { items, next: next(knownAt, { sort: company, key: String(end) }, validAt) };
}
