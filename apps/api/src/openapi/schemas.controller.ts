import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROLES } from '#libs/access';
import { CATALOGUE, dataschemaOf } from '#libs/governance';
import { AllowedTo } from '../access/allowed-to.js';
import { Problem } from '../problems/problem.js';
import type { Schema } from './class-schemas.js';
import { classSchemas } from './class-schemas.js';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** What `dataschema` of an event names stands here. */
@ApiTags('Events')
@Controller('v1/schemas')
@AllowedTo(...ROLES)
export class SchemasController {
  @Get(':type/:version')
  @Header('content-type', 'application/schema+json')
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ operationId: 'readSchema', summary: 'The JSON Schema of the data of one type' })
  @ApiOkResponse({
    description: 'JSON Schema 2020-12.',
    content: { 'application/schema+json': { schema: { type: 'object' } } },
  })
  schema(@Param('type') name: string, @Param('version') version: string): string {
    const type = CATALOGUE.get(name);
    if (type === undefined || version !== String(type.version)) {
      throw new Problem('not-found', 'There is no such event type in this version.');
    }
    const { [type.payload.name]: own = {}, ...others } = definitions(type.payload);
    const id = dataschemaOf(type.type, type.version);
    const title = type.title.en;
    return JSON.stringify({ $schema: DRAFT, $id: id, title, ...own, $defs: others });
  }
}

function definitions(payload: new () => object): Record<string, Schema> {
  return Object.fromEntries(classSchemas([payload], '#/$defs/'));
}
