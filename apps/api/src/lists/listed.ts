import type { ExecutionContext } from '@nestjs/common';
import { applyDecorators, createParamDecorator, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CsvProfile } from '#libs/exports';
import { negotiate } from '../answers/negotiation.js';
import type { Asked, Parameters } from '../parameters/parameter.js';
import type { Query } from '../parameters/read-parameters.js';
import { readParameters } from '../parameters/read-parameters.js';
import { Takes } from '../parameters/takes.js';
import type { Cursor, PageEnd } from './cursor.js';
import { openCursor, sealCursor } from './cursor.js';
import { FORMAT, LIMIT_DEFAULT, PAGING } from './list-parameters.js';

const LIST = 'edict:list';

const JSON_TYPE = 'application/json';
const CSV_TYPE = 'text/csv';

interface ListDeclaration {
  /** Carried by the list's cursors. */
  readonly name: string;
  readonly parameters: Parameters;
  readonly forms: readonly [string, ...string[]];
}

/** A route that lists, as pages in JSON, whole as CSV, and in further forms of its own. */
export function Lists(
  name: string,
  parameters: Parameters,
  further: readonly string[] = [],
): MethodDecorator {
  const forms = [JSON_TYPE, CSV_TYPE, ...further] as const;
  const declaration: ListDeclaration = { name, parameters, forms };
  return applyDecorators(SetMetadata(LIST, declaration), Takes(parameters));
}

/** A list as it is asked for, newly or by the cursor of the page before. */
export interface ListRequest<Filters extends Parameters = Parameters> {
  /** Filters, sort and times, as they were asked or as the cursor pinned them. */
  readonly asked: Asked<Filters>;
  readonly limit: number;
  readonly cursor?: Cursor;
  /** The media type that is wanted. */
  readonly form: string;
  /** Given where the whole list is wanted as CSV. */
  readonly csv?: CsvProfile;
  /** The cursor of the page that follows one that ended here. */
  readonly next: (position: number, after: PageEnd, validAt?: string) => string;
}

export const Listed = createParamDecorator((_: unknown, context: ExecutionContext): ListRequest => {
  const declared = Reflect.getMetadata(LIST, context.getHandler()) as ListDeclaration;
  return listRequest(declared, context.switchToHttp().getRequest<FastifyRequest>());
});

type PageAsked = Asked<typeof PAGING & typeof FORMAT>;

function listRequest(declared: ListDeclaration, request: FastifyRequest): ListRequest {
  const {
    limit = LIMIT_DEFAULT,
    cursor: given,
    format,
    profile = 'data',
  } = request.asked as PageAsked;
  const { name: list, parameters, forms } = declared;
  const query = listQuery(request.query as Query);
  const cursor = given === undefined ? undefined : openCursor(given, list, query);
  const pinned = cursor?.query ?? query;
  const form = format === undefined ? negotiate(request.headers.accept, forms) : FORMS[format];
  return {
    asked: readParameters(parameters, pinned),
    limit,
    form,
    ...(cursor === undefined ? {} : { cursor }),
    ...(form === CSV_TYPE ? { csv: profile } : {}),
    next: (position, after, validAt) =>
      sealCursor({ list, position, query: pinned, after, ...(validAt && { validAt }) }),
  };
}

const FORMS = { json: JSON_TYPE, csv: CSV_TYPE };

/** What was asked of the list, without what was asked of the page. */
function listQuery(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !OF_THE_PAGE.has(name)));
}

const OF_THE_PAGE: ReadonlySet<string> = new Set(Object.keys({ ...PAGING, ...FORMAT }));
