import { Controller, Get, Headers, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DiffRow, HISTORY_VIEWS } from '#libs/compliance';
import { AllowedAnyTime, AllowedTo, READERS_OF_EVIDENCE } from '../access/allowed-to.js';
import { Evidence } from '../access/evidence.js';
import type { Flow, Table, View } from '../answers/answer.js';
import { Heavy } from '../answers/heavy-work.js';
import { negotiate } from '../answers/negotiation.js';
import { LINES_TYPE } from '../bodies/body-parsers.js';
import { Reads } from '../lists/freshness.guard.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer, refTo, ViewAnswer } from '../openapi/answers.js';
import { AsOfDocument } from '../openapi/as-of-document.js';
import type { Asked } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { diffExample, EXAMPLE_FROM, whyExample } from './examples.js';
import { DIFF_PARAMETERS, REPLAY_PARAMETERS, WHY_PARAMETERS } from './explaining-parameters.js';
import { ReadDiff } from './read-diff.js';
import { ReadWhy, WhyAnswer } from './read-why.js';
import { ReplayAnswer } from './replay-answer.js';
import { ReplayCompany } from './replay-company.js';

@Evidence()
@ApiTags('Compliance')
@Controller('v1/companies')
@FromReplica()
@AllowedTo(...READERS_OF_EVIDENCE)
@Reads(HISTORY_VIEWS)
export class ExplainingController {
  constructor(private readonly queries: QueryBus) {}

  @Heavy()
  @Get(':id/why')
  @Takes(WHY_PARAMETERS)
  @ApiOperation({
    operationId: 'readWhy',
    summary: 'Why a duty has its status, down to events',
    description:
      'The wording of the rule, its predicate leaf by leaf, the clock day by day, findings and ' +
      'waivers, and every event named with its evidence.',
  })
  @ViewAnswer(WhyAnswer, whyExample())
  why(@Param('id') id: string, @AskedQuery() asked: Asked<typeof WHY_PARAMETERS>): Promise<View> {
    return this.queries.execute(new ReadWhy(id, asked));
  }

  @Heavy()
  @Get(':id/diff')
  @Lists('diff', DIFF_PARAMETERS)
  @ApiOperation({
    operationId: 'readDiff',
    summary: 'What changed between two points of view, and why',
    description:
      'The duties whose status or due date differs. The cause is `time-passed` only where neither ' +
      'what was recorded in between nor what took effect in between made the difference.',
  })
  @ListAnswer(DiffRow, diffExample(), {
    from: { schema: refTo(AsOfDocument), example: EXAMPLE_FROM },
  })
  diff(
    @Param('id') id: string,
    @Listed() request: ListRequest<typeof DIFF_PARAMETERS>,
  ): Promise<View | Table> {
    return this.queries.execute(new ReadDiff(id, request));
  }

  @AllowedAnyTime(...READERS_OF_EVIDENCE)
  @Heavy()
  @Get(':id/replay')
  @Takes(REPLAY_PARAMETERS)
  @ReplayAnswer()
  replay(
    @Param('id') id: string,
    @AskedQuery() asked: Asked<typeof REPLAY_PARAMETERS>,
    @Headers('accept') accept: string | undefined,
  ): Promise<Flow> {
    negotiate(accept, [LINES_TYPE]);
    return this.queries.execute(new ReplayCompany(id, asked));
  }
}
