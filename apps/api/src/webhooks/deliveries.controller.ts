import { Controller, Get, Header, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedAnyTime, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { WholeShape } from '../answers/shape.js';
import { DeliveriesListed, DeliveryAsked } from '../openapi/webhook-answers.js';
import type { Asked } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { deliveryAnswer } from './delivery-answer.js';
import type { DeliveryAnswer } from './delivery-answer.js';
import { DELIVERY_PARAMETERS, ListDeliveries } from './list-deliveries.js';
import type { DeliveryPage } from './list-deliveries.js';
import { Redeliver, TestWebhook } from './tell-webhook.js';

@ApiTags('Webhooks')
@Controller('v1/webhooks')
export class DeliveriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @AllowedAnyTime('analyst', 'exporter')
  @Post(':id/test')
  @HttpCode(HttpStatus.ACCEPTED)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Sends a webhook a test',
    description: 'Once, also where the webhook is disabled; its deliveries say what came of it.',
  })
  @DeliveryAsked('The test, which is of type `webhook.test`.')
  async test(@Param('id') id: string): Promise<WholeShape<DeliveryAnswer>> {
    return deliveryAnswer(await this.commands.execute(new TestWebhook(id)));
  }

  @AllowedAnyTime(...READERS_OF_VIEWS, 'admin')
  @Get(':id/deliveries')
  @Takes(DELIVERY_PARAMETERS)
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'What a webhook was told, and what waits to be',
    description: 'Kept for 30 days after it was told.',
  })
  @DeliveriesListed()
  list(
    @Param('id') id: string,
    @AskedQuery() asked: Asked<typeof DELIVERY_PARAMETERS>,
  ): Promise<DeliveryPage> {
    return this.queries.execute(new ListDeliveries(id, asked));
  }

  @AllowedAnyTime('analyst', 'exporter')
  @Post(':id/deliveries/:delivery/redeliver')
  @HttpCode(HttpStatus.ACCEPTED)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'redeliverWebhookMessage',
    summary: 'Tells a webhook a message again',
    description:
      'With the same words under the same `webhook-id`, beside those that wait. One that waits ' +
      'itself is told in its turn.',
  })
  @DeliveryAsked('The message, which is told again.')
  async redeliver(
    @Param('id') id: string,
    @Param('delivery') delivery: string,
  ): Promise<WholeShape<DeliveryAnswer>> {
    return deliveryAnswer(await this.commands.execute(new Redeliver(id, delivery)));
  }
}
