import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Identity } from '#libs/access';
import { AllowedAnyTime, READERS_OF_VIEWS } from '../access/allowed-to.js';
import { Asker } from '../access/identity.js';
import type { WholeShape } from '../answers/shape.js';
import { jsonBody } from '../bodies/json-body.js';
import {
  SecretRotated,
  WebhookChanged,
  WebhookDeleted,
  WebhookEnabled,
  WebhookMade,
  WebhookShown,
  WebhooksListed,
} from '../openapi/webhook-answers.js';
import { DeleteWebhook } from './delete-webhook.js';
import { EnableWebhook } from './enable-webhook.js';
import { ListWebhooks, ReadWebhook } from './read-webhooks.js';
import { RotateSecret } from './rotate-secret.js';
import { ChangeWebhook, CreateWebhook } from './save-webhook.js';
import { webhookAnswer } from './webhook-answer.js';
import type { WebhookAnswer } from './webhook-answer.js';
import {
  EnableRequest,
  RotationRequest,
  WebhookChanges,
  WebhookRequest,
} from './webhook-bodies.js';

@ApiTags('Webhooks')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @AllowedAnyTime('analyst', 'exporter')
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Has an address told of changes and deadlines',
    description:
      'As Standard Webhooks has it, of what comes from now on: each change of a status once, in the ' +
      'order of `/v1/status-changes`, each deadline once for each number of days. Nothing is told ' +
      'that the key which made the webhook may not see. A message whose answer was lost is told ' +
      'again under the same `webhook-id`.',
  })
  @WebhookMade()
  async create(
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
    @Asker() asker: Identity,
  ): Promise<WholeShape<WebhookAnswer>> {
    const request = jsonBody(WebhookRequest, type, body);
    const { webhook, secret } = await this.commands.execute(new CreateWebhook(request, asker));
    return webhookAnswer(webhook, secret);
  }

  @AllowedAnyTime(...READERS_OF_VIEWS, 'admin')
  @Get()
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ operationId: 'listWebhooks', summary: 'The webhooks that there are' })
  @WebhooksListed()
  async list(): Promise<{ readonly items: readonly WholeShape<WebhookAnswer>[] }> {
    const webhooks = await this.queries.execute(new ListWebhooks());
    return { items: webhooks.map((webhook) => webhookAnswer(webhook)) };
  }

  @AllowedAnyTime(...READERS_OF_VIEWS, 'admin')
  @Get(':id')
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ operationId: 'readWebhook', summary: 'One webhook, and whether it is told' })
  @WebhookShown()
  async read(@Param('id') id: string): Promise<WholeShape<WebhookAnswer>> {
    return webhookAnswer(await this.queries.execute(new ReadWebhook(id)));
  }

  @AllowedAnyTime('analyst', 'exporter')
  @Patch(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'changeWebhook',
    summary: 'Changes some of a webhook',
    description:
      'What is not named stays. Whoever changes it answers for it from then on; it is never told of ' +
      'more than when it was made.',
  })
  @WebhookChanged()
  async change(
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
    @Asker() asker: Identity,
  ): Promise<WholeShape<WebhookAnswer>> {
    const changes = jsonBody(WebhookChanges, type, body);
    return webhookAnswer(await this.commands.execute(new ChangeWebhook(id, changes, asker)));
  }

  @AllowedAnyTime('analyst', 'exporter', 'admin')
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'deleteWebhook', summary: 'Ends a webhook and its deliveries' })
  @WebhookDeleted()
  remove(@Param('id') id: string): Promise<void> {
    return this.commands.execute(new DeleteWebhook(id));
  }

  @AllowedAnyTime('analyst', 'exporter')
  @Post(':id/enable')
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'enableWebhook',
    summary: 'Has a webhook told again that is disabled',
    description:
      'It goes on where it stopped, however long ago that was, or from now on. A webhook that waits ' +
      'for its next attempt is called at once. Whoever enables it answers for it.',
  })
  @WebhookEnabled()
  async enable(
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
    @Asker() asker: Identity,
  ): Promise<WholeShape<WebhookAnswer>> {
    const { from = 'stopped' } = jsonBody(EnableRequest, type, body);
    return webhookAnswer(await this.commands.execute(new EnableWebhook(id, from, asker)));
  }

  @AllowedAnyTime('analyst', 'exporter')
  @Post(':id/rotate-secret')
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Gives a webhook another secret',
    description:
      'Until its overlap is over the secret before signs too, so that `webhook-signature` has ' +
      'several signatures and receivers can change over without missing anything.',
  })
  @SecretRotated()
  async rotate(
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
  ): Promise<WholeShape<WebhookAnswer>> {
    const { overlapHours } = jsonBody(RotationRequest, type, body);
    const rotated = await this.commands.execute(new RotateSecret(id, overlapHours));
    return webhookAnswer(rotated.webhook, rotated.secret);
  }
}
