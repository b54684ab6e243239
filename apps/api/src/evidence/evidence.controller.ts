import { Controller, Get, Headers, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AllowedAnyTime } from '../access/allowed-to.js';
import { Evidence } from '../access/evidence.js';
import type { Flow } from '../answers/answer.js';
import { negotiate } from '../answers/negotiation.js';
import type { Asked } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { EVIDENCE_PARAMETERS } from './evidence-parameters.js';
import { MakePack, PACK_TYPE } from './make-pack.js';
import { PackAnswer } from './pack-answer.js';

@ApiTags('Compliance')
@Controller('v1/companies')
@AllowedAnyTime('auditor')
@Evidence()
export class EvidenceController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/evidence.zip')
  @Takes(EVIDENCE_PARAMETERS)
  @PackAnswer()
  pack(
    @Param('id') id: string,
    @AskedQuery() asked: Asked<typeof EVIDENCE_PARAMETERS>,
    @Headers('accept') accept: string | undefined,
  ): Promise<Flow> {
    negotiate(accept, [PACK_TYPE]);
    return this.queries.execute(new MakePack(id, asked));
  }
}
