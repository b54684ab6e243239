import { ApiOkResponse } from '@nestjs/swagger';
import { AsOfDocument } from './as-of-document.js';
import { EXAMPLE_AS_OF } from './row-examples.js';
import type { SchemaClass } from './class-schemas.js';

export const REF = '#/components/schemas/';
const documented = new Set<SchemaClass>([AsOfDocument]);

/** The classes that routes answer with; their schemas stand in the document. */
export function documentedClasses(): readonly SchemaClass[] {
  return [...documented];
}

export function refTo(one: SchemaClass): { readonly $ref: string } {
  documented.add(one);
  return { $ref: `${REF}${one.name}` };
}

export const VIEW_HEADERS = {
  'Edict-Position': {
    description: 'The ledger position that the view has reached.',
    schema: { type: 'integer' as const },
  },
  'Edict-Stale': {
    description:
      'Present where events could not be taken into the views: `subject@position` of each first ' +
      'one. What is shown of these subjects is as of before it.',
    schema: { type: 'string' as const },
  },
  ETag: { description: 'Send it back in If-None-Match.', schema: { type: 'string' as const } },
};

/** A field that a page has besides its items. */
interface Besides {
  readonly schema:
    | { readonly $ref: string }
    | { readonly type: 'array'; readonly items: { readonly $ref: string } };
  readonly example: object;
}

/** A page in JSON, and the same rows whole as CSV. */
export function ListAnswer(
  row: SchemaClass,
  example?: object,
  besides: Readonly<Record<string, Besides>> = {},
): MethodDecorator {
  const more = Object.entries(besides);
  const schemas = Object.fromEntries(more.map(([field, { schema }]) => [field, schema]));
  const examples = Object.fromEntries(more.map(([field, one]) => [field, one.example]));
  const items = { ...examples, items: [example] };
  return ApiOkResponse({
    description: 'A page of the list.',
    headers: VIEW_HEADERS,
    content: {
      'application/json': { schema: listSchema(row, schemas), ...shown(items, example) },
      'text/csv': { schema: { type: 'string' } },
    },
  });
}

export function ViewAnswer(view: SchemaClass, example?: object): MethodDecorator {
  return ApiOkResponse({
    description: 'What is known of it.',
    headers: VIEW_HEADERS,
    content: { 'application/json': { schema: refTo(view), ...shown({ ...example }, example) } },
  });
}

function shown(body: object, example: object | undefined): { readonly example?: object } {
  return example === undefined ? {} : { example: { ...body, asOf: EXAMPLE_AS_OF } };
}

export function listSchema(row: SchemaClass, besides: Record<string, Besides['schema']> = {}) {
  return {
    type: 'object' as const,
    properties: {
      ...besides,
      items: { type: 'array' as const, items: refTo(row) },
      next: {
        type: 'string' as const,
        description: 'Cursor of the next page; absent on the last.',
      },
      asOf: refTo(AsOfDocument),
    },
    required: [...Object.keys(besides), 'items', 'asOf'],
    additionalProperties: false,
  };
}
