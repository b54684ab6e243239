import type { Type } from '@nestjs/common';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RegisterName } from '#libs/compliance';
import { registerNamed } from '#libs/compliance';
import { AllowedTo, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { Table, View } from '../answers/answer.js';
import { ListOf } from '../lists/list-of.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListRegister } from './list-register.js';

/** The route of one register: all that tells registers apart stands in their definitions. */
export function registerController(name: RegisterName): Type<unknown> {
  const register = registerNamed(name);

  @ApiTags('Registers')
  @Controller(`v1/${name}`)
  @FromReplica()
  @AllowedTo(...READERS_OF_VIEWS)
  class RegisterController {
    constructor(readonly queries: QueryBus) {}

    @Get()
    @ListOf(register)
    @ApiOperation({ operationId: operationId(name), summary: register.title.en })
    list(@Listed() request: ListRequest): Promise<View | Table> {
      return this.queries.execute(new ListRegister(name, request));
    }
  }
  return RegisterController;
}

/** E.g. `listFeatureSuspensions`. */
function operationId(name: string): string {
  return `list-${name}`.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
