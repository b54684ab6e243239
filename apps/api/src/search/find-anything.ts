import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Readable } from 'node:stream';
import { Registers, Search, SEARCH_LIMIT_MAX, SearchHit } from '#libs/compliance';
import { columnsOf } from '#libs/exports';
import { Table, View } from '../answers/answer.js';
import { AS_OF, timeless, told } from '../lists/as-of.js';
import type { ListRequest } from '../lists/listed.js';
import { FORMAT, LIMIT_DEFAULT } from '../lists/list-parameters.js';
import { integer, text } from '../parameters/parameter.js';
import { invalidParameters } from '../problems/problem.js';

export const SEARCH_PARAMETERS = {
  q: text('Part of a name or number, in Chinese or English. Required.', '豆包'),
  limit: integer('How many hits at most.', {
    minimum: 1,
    maximum: SEARCH_LIMIT_MAX,
    fallback: LIMIT_DEFAULT,
  }),
  ...AS_OF,
  ...FORMAT,
};

type SearchRequest = ListRequest<typeof SEARCH_PARAMETERS>;

/** Finds by part of a name or number. */
export class FindAnything extends Query<View | Table> {
  constructor(readonly request: SearchRequest) {
    super();
  }
}

@QueryHandler(FindAnything)
export class FindAnythingHandler implements IQueryHandler<FindAnything> {
  constructor(
    private readonly registers: Registers,
    private readonly search: Search,
  ) {}

  async execute({ request: { asked, limit, csv } }: FindAnything): Promise<View | Table> {
    const words = asked.q?.trim() ?? '';
    if (words === '') throw nothingAsked();
    const asOf = await this.registers.asOf(asked.validAt, asked.knownAt);
    const items = await this.search.find(words, asOf, limit);
    if (csv !== undefined) {
      return new Table('search', columnsOf(SearchHit), Readable.from(items), csv, asOf.reached);
    }
    const times = told(asOf, asked.knownAt);
    return new View({ items, asOf: times }, asOf.reached, [items, timeless(times, asked)]);
  }
}

function nothingAsked() {
  const message = 'The parameter "q" is required.';
  return invalidParameters([{ pointer: '/query/q', code: 'required', message }]);
}
