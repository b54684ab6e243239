import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { StatusChangeRow } from '#libs/compliance';
import { AllowedAnyTime, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { Table, View } from '../answers/answer.js';
import { Reads } from '../lists/freshness.guard.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer } from '../openapi/answers.js';
import { viewsAsked } from '../statuses/views-asked.js';
import { CHANGE_PARAMETERS, ListStatusChanges } from './list-status-changes.js';
import { STATUS_CHANGE_EXAMPLE } from './status-change-example.js';

@ApiTags('Compliance')
@Controller('v1/status-changes')
@FromReplica()
@AllowedAnyTime(...READERS_OF_VIEWS)
@Reads(viewsAsked)
export class StatusChangesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Lists('status-changes', CHANGE_PARAMETERS)
  @ApiOperation({
    operationId: 'listStatusChanges',
    summary: 'Every change of a status with its cause, in record order: what is new since a visit',
    description:
      'A clock runs along the ledger and shows at each moment what holds then, as known then; each ' +
      'time that a status in it becomes another one is a row. (a) The event at a position changed ' +
      'it, at the moment at which it was recorded: `before` is the status at that moment as known ' +
      'without the event, `after` as known with it. An event that changes only the past, the ' +
      'future or a due date makes no row. The cause is `correction` for a correction or ' +
      'retraction, else `rule-change` for an event on an instrument, `calendar-change` for one on ' +
      'a calendar, and `new-fact` for any other. (b) Time alone changed it (`time-passed`): a term ' +
      'ran out, or something that was announced took effect. `changedAt` is that moment, after the ' +
      'recording of the event at `position`, the head then, and not after that of the next. ' +
      '`knownAt` is the last position that is taken, `validAt` the moment at which the clock ' +
      'stops, now unless it is given; the changes until then, one after another, give the statuses ' +
      'as of both. To read only what is new, ask with `after` and `since` of the last answer.',
  })
  @ListAnswer(StatusChangeRow, STATUS_CHANGE_EXAMPLE)
  list(@Listed() request: ListRequest<typeof CHANGE_PARAMETERS>): Promise<View | Table> {
    return this.queries.execute(new ListStatusChanges(request));
  }
}
